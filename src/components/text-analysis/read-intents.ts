import type { ConfigField } from '../../flow/node-type.ts';
import { isObject, own, type Value } from '../../flow/value.ts';
import { scalarText } from '../scalar-text.ts';
import type { Intent } from './intent.ts';

/** What a text may be said to be: an intent of TextAnalyzer's, a category of a Classifier's. */
export interface Category {
  readonly name: string;
  /** What it means, for a model. */
  readonly description: string | undefined;
  readonly examples: readonly string[];
}

const texts = { type: ['string', 'list'], items: { type: 'string' } } as const;
const described = { description: { type: 'string' }, examples: texts } as const;

/** How a config writes categories. */
export const categoriesField = {
  type: ['object', 'list'],
  values: { type: ['string', 'list', 'object'], items: { type: 'string' }, fields: described },
  items: {
    type: ['object', 'string'],
    fields: { name: { type: 'string', required: true }, ...described },
  },
} as const satisfies ConfigField;

/**
 * The categories of a config: name → example, examples or `{description, examples}`, or a list of names and of
 * `{name, description, examples}`.
 */
export function readCategories(config: Value | undefined): Category[] {
  if (!Array.isArray(config)) {
    const entries = isObject(config) ? Object.entries(config) : [];
    return entries.map(([name, given]) => categoryOf(name, given));
  }
  return (config as readonly Value[]).flatMap((item) => {
    const name = scalarText(isObject(item) ? own(item, 'name') : item);
    if (name === undefined) return [];
    return [categoryOf(name, isObject(item) ? item : undefined)];
  });
}

function categoryOf(name: string, given: Value | undefined): Category {
  const examples = isObject(given) ? own(given, 'examples') : given;
  const list = Array.isArray(examples) ? (examples as readonly Value[]) : [examples];
  return {
    name,
    description: isObject(given) ? scalarText(own(given, 'description')) : undefined,
    examples: list.flatMap((example) => scalarText(example) ?? []),
  };
}

/** Categories to be told by their examples; a name counts as an example too (`refund_request`: "refund request"). */
export function readIntents(config: Value | undefined): Intent[] {
  return readCategories(config).map(({ name, description, examples }) => {
    const spoken = name.replace(/[_-]+/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
    return {
      name,
      examples: [spoken, ...(description === undefined ? [] : [description]), ...examples],
    };
  });
}

/** Whether {@link readCategories} finds any. */
export function hasIntents(config: Value | undefined): boolean {
  return readCategories(config).length > 0;
}

/** Categories as a model reads them, a line each. */
export function categoryLines(categories: readonly Category[]): string {
  const lines = categories.map(({ name, description, examples }) => {
    const such = examples.map((example) => JSON.stringify(example)).join(', ');
    const parts = [description, such && `for example ${such}`].filter((part) => part);
    return `- ${[name, parts.join('; ')].filter((part) => part).join(': ')}`;
  });
  return lines.join('\n');
}
