/** What arrives in `build` for a field type. */
export type FieldKind =
  'string' | 'integer' | 'float' | 'number' | 'boolean' | 'list' | 'object' | 'any';

/** The types of `bisheng.field_typing`, in the order in which a prompt offers them. */
export const fieldTypes: Readonly<Record<string, FieldKind>> = {
  Text: 'string',
  Integer: 'integer',
  Float: 'float',
  Boolean: 'boolean',
  List: 'list',
  Dict: 'object',
  Dropdown: 'any',
  File: 'string',
  Secret: 'string',
  MultilineText: 'string',
  Prompt: 'string',
  Code: 'string',
  Url: 'string',
  Date: 'string',
  DateTime: 'string',
  Password: 'string',
  Number: 'number',
  Slider: 'float',
  MultiSelect: 'list',
  Json: 'any',
  Any: 'any',
};
