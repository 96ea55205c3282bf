import type { ComponentChildren } from 'preact';
import type { FieldSchema } from '../server/shapes.ts';
import { useSay, type Say } from '../words/say.ts';
import { rangeWords, written } from './form-values.ts';

export interface FieldProps {
  /** Tells it from the other fields on the page. */
  readonly id: string;
  readonly name: string;
  readonly schema: FieldSchema;
  readonly isRequired: boolean;
  readonly value: string | boolean;
  readonly problem: string | undefined;
  readonly change: (value: string | boolean) => void;
}

/** One field of a form: its label, what it is for, and what is wrong with what stands in it. */
export function Field(props: FieldProps): ComponentChildren {
  const { id, name, schema, isRequired, value, problem } = props;
  const say = useSay();
  const help = [schema.description, ...notes(schema, say)].filter(Boolean).join(' · ');
  const label = schema.title ?? name;
  const described = `${help === '' ? '' : `${id}-help`} ${problem === undefined ? '' : `${id}-wrong`}`;
  const tags = [
    ...(isRequired ? [say('field/required')] : []),
    ...(schema.writeOnly ? [say('field/secret')] : []),
    ...(isJson(schema) ? [say('field/json')] : []),
  ];
  return (
    <div class={typeof value === 'boolean' ? 'field is-check' : 'field'}>
      <label for={id}>
        <span>{label}</span>
        {label !== name && <code class="quiet">{name}</code>}
        {tags.map((tag) => (
          <span class="tag">{tag}</span>
        ))}
      </label>
      <Control {...props} described={described.trim()} />
      {help !== '' && (
        <p id={`${id}-help`} class="help">
          {help}
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}-wrong`} class="field-wrong">
          {problem}
        </p>
      )}
    </div>
  );
}

function Control(props: FieldProps & { readonly described: string }): ComponentChildren {
  const { id, name, schema, isRequired, value, problem, change, described } = props;
  const say = useSay();
  const about = {
    id,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': problem !== undefined,
    'aria-required': isRequired,
  };
  const placeholder = schema.examples?.[0];
  if (typeof value === 'boolean') {
    return (
      <input
        {...about}
        type="checkbox"
        checked={value}
        onChange={({ currentTarget }) => change(currentTarget.checked)}
      />
    );
  }
  if (schema.enum) {
    return (
      <select
        {...about}
        value={value}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      >
        <option value="">
          {schema.default === undefined
            ? say('field/choose')
            : say('field/default', { value: written(schema.default, schema) })}
        </option>
        {schema.enum.map((one) => (
          <option value={written(one, schema)}>{written(one, schema)}</option>
        ))}
      </select>
    );
  }
  const input = ({ currentTarget }: { currentTarget: { value: string } }): void =>
    change(currentTarget.value);
  if (schema.writeOnly) {
    return (
      <input
        {...about}
        type="password"
        autocomplete="new-password"
        value={value}
        placeholder={placeholder}
        onInput={input}
      />
    );
  }
  if (schema.type === 'integer' || schema.type === 'number') {
    return (
      <input
        {...about}
        type="text"
        inputMode={schema.type === 'integer' ? 'numeric' : 'decimal'}
        value={value}
        placeholder={schema.default === undefined ? placeholder : written(schema.default, schema)}
        onInput={input}
      />
    );
  }
  const isLong = name === 'input' || isJson(schema) || schema.type === undefined;
  const shown = { ...about, value, onInput: input, placeholder: hint(schema, placeholder) };
  return isLong ? (
    <textarea {...shown} rows={Math.min(12, Math.max(3, value.split('\n').length + 1))} />
  ) : (
    <input {...shown} type="text" />
  );
}

function hint(schema: FieldSchema, placeholder: string | undefined): string | undefined {
  return schema.default === undefined ? placeholder : written(schema.default, schema);
}

function isJson({ type, enum: known }: FieldSchema): boolean {
  return (type === 'array' || type === 'object') && !known;
}

function notes(schema: FieldSchema, say: Say): (string | undefined)[] {
  return [rangeWords(schema, say)];
}
