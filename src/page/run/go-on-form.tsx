import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../flow/field.tsx';
import { draftOf, readForm, type Draft } from '../flow/form-values.ts';
import { Trouble } from '../parts/trouble.tsx';
import type { FieldSchema, FlowDetail, FormSchema, Json, RunDetail } from '../server/shapes.ts';
import { useSay } from '../words/say.ts';

/** What stands in a run's record where a secret was (src/service/served-origin.ts). */
const MASK = '******';
const parts = ['inputs', 'parameters'] as const;

/** What was not kept of a run and is given again. */
export type GivenAgain = Readonly<Record<(typeof parts)[number], Readonly<Record<string, Json>>>>;

interface GoOnFormProps {
  readonly schema: FormSchema;
  /** Rejects where the run does not go on. */
  readonly goOn: (given: GivenAgain) => Promise<void>;
  readonly close: () => void;
}

/** Where a person gives again what a run needs to go on and the server has not kept. */
export function GoOnForm({ schema, goOn, close }: GoOnFormProps): ComponentChildren {
  const say = useSay();
  const [draft, setDraft] = useState<Draft>(() => draftOf(schema));
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const [trouble, setTrouble] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focus = (wanted: string): void => form.current?.querySelector<HTMLElement>(wanted)?.focus();
  useEffect(() => focus('input, textarea, select'), []);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { values, problems: found } = readForm(schema, draft, say);
    setProblems(found);
    setTrouble(undefined);
    if (found.size > 0) {
      requestAnimationFrame(() => focus('[aria-invalid=true]'));
      return;
    }
    setSending(true);
    const [inputs, parameters] = parts.map((part) =>
      Object.fromEntries(
        Object.entries(values).flatMap(([key, value]) =>
          key.startsWith(`${part}/`) ? [[key.slice(part.length + 1), value]] : [],
        ),
      ),
    );
    try {
      await goOn({ inputs: inputs ?? {}, parameters: parameters ?? {} });
      close();
    } catch (error) {
      setTrouble(error);
      setSending(false);
    }
  };
  return (
    <form
      ref={form}
      class="card question"
      aria-labelledby="go-on"
      onSubmit={(event) => void submit(event)}
      noValidate
    >
      <h2 id="go-on">{say('run/resume')}</h2>
      <p class="quiet">{say('run/secret-parameters')}</p>
      {Object.entries(schema.properties).map(([key, field]) => (
        <Field
          key={key}
          id={`again-${key}`}
          name={key.slice(key.indexOf('/') + 1)}
          schema={field}
          isRequired={schema.required.includes(key)}
          value={draft[key] ?? ''}
          problem={problems.get(key)}
          change={(value) => setDraft({ ...draft, [key]: value })}
        />
      ))}
      {trouble !== undefined && <Trouble problem={trouble} />}
      <div class="actions">
        <button class="primary" disabled={isSending}>
          {say(isSending ? 'flow/starting' : 'run/resume')}
        </button>
        <button type="button" onClick={close}>
          {say('close')}
        </button>
      </div>
    </form>
  );
}

/** What a run may need and its record has not: the secrets, all in which one stood, what the flow asks for only by now. By part and name. */
export function lostOf(flow: FlowDetail, run: RunDetail): FormSchema {
  const properties: [string, FieldSchema][] = [];
  const required: string[] = [];
  for (const part of parts) {
    const { properties: known, required: needed } = flow[part];
    const names = new Set([...Object.keys(run[part]), ...Object.keys(known)]);
    for (const name of names) {
      const kept = Object.hasOwn(run[part], name) ? JSON.stringify(run[part][name]) : undefined;
      const isNeeded = kept?.includes(MASK) ?? needed.includes(name);
      if (!isNeeded && (kept !== undefined || !known[name]?.writeOnly)) continue;
      properties.push([`${part}/${name}`, known[name] ?? {}]);
      if (isNeeded) required.push(`${part}/${name}`);
    }
  }
  return { properties: Object.fromEntries(properties), required };
}
