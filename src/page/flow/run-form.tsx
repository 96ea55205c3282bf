import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { goTo } from '../place.ts';
import { Problem } from '../server/problem.ts';
import { newId } from '../server/server.ts';
import type { FlowDetail, FormSchema, JsonObject } from '../server/shapes.ts';
import { useServer } from '../server/use-server.ts';
import { Trouble } from '../parts/trouble.tsx';
import { useSay } from '../words/say.ts';
import { Field } from './field.tsx';
import { draftOf, readForm, type Draft } from './form-values.ts';

const MORE = '+';
const moreSchema: FormSchema = { properties: { [MORE]: { type: 'object' } }, required: [] };

/** What a run is begun with. */
export interface Given {
  readonly inputs: JsonObject;
  readonly parameters: JsonObject;
}

/** The form with which a flow is run. `earlier`: what an earlier run was given. */
export function RunForm(props: {
  readonly flow: FlowDetail;
  readonly earlier: Given | undefined;
}): ComponentChildren {
  const { flow, earlier } = props;
  const say = useSay();
  const server = useServer();
  const form = useRef<HTMLFormElement>(null);
  const [inputs, setInputs] = useState(() => draftOf(flow.inputs, earlier?.inputs));
  const [parameters, setParameters] = useState(() => draftOf(flow.parameters, earlier?.parameters));
  const [more, setMore] = useState<Draft>(() => draftOf(moreSchema, moreOf(flow, earlier)));
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const [trouble, setTrouble] = useState<unknown>();
  const [isStarting, setStarting] = useState(false);

  const show = (found: ReadonlyMap<string, string>): void => {
    setProblems(found);
    // The first field that is wrong, as soon as it says so.
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(),
    );
  };
  const submit = async (): Promise<void> => {
    const read = {
      inputs: readForm(flow.inputs, inputs, say),
      parameters: readForm(flow.parameters, parameters, say),
      more: readForm(moreSchema, more, say),
    };
    const found = new Map(
      Object.entries(read).flatMap(([part, { problems: wrong }]) =>
        [...wrong].map(([name, words]): [string, string] => [`${part}/${name}`, words]),
      ),
    );
    setTrouble(undefined);
    show(found);
    if (found.size > 0) return;
    setStarting(true);
    const others = read.more.values[MORE] as JsonObject | undefined;
    try {
      const { run_id: id } = await server.post<{ run_id: string }>(
        `/api/v1/workflows/${encodeURIComponent(flow.id)}/runs`,
        { inputs: { ...others, ...read.inputs.values }, parameters: read.parameters.values },
        newId(),
      );
      goTo({ at: 'run', id });
    } catch (error) {
      setStarting(false);
      setTrouble(error);
      if (error instanceof Problem) show(placed(error));
    }
  };

  const part = (name: 'inputs' | 'parameters'): ComponentChildren => {
    const schema = flow[name];
    const [draft, set] = name === 'inputs' ? [inputs, setInputs] : [parameters, setParameters];
    const fields = Object.entries(schema.properties);
    if (fields.length === 0) return null;
    return (
      <fieldset>
        <legend>{say(`flow/${name}`)}</legend>
        {fields.map(([field, one]) => (
          <Field
            key={field}
            id={`${name}-${field}`}
            name={field}
            schema={one}
            isRequired={schema.required.includes(field)}
            value={draft[field] ?? ''}
            problem={problems.get(`${name}/${field}`)}
            change={(value) => set({ ...draft, [field]: value })}
          />
        ))}
      </fieldset>
    );
  };
  const isEmpty = [flow.inputs, flow.parameters].every(
    ({ properties }) => Object.keys(properties).length === 0,
  );
  return (
    <form
      ref={form}
      class="run-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isStarting) void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
          form.current?.requestSubmit();
      }}
    >
      {isEmpty && <p class="quiet">{say('flow/nothing')}</p>}
      {part('inputs')}
      {part('parameters')}
      <details open={more[MORE] !== ''}>
        <summary>{say('flow/more')}</summary>
        <Field
          id="more"
          name={say('flow/more')}
          schema={{ type: 'object', description: say('flow/more-help') }}
          isRequired={false}
          value={more[MORE] ?? ''}
          problem={problems.get(`more/${MORE}`)}
          change={(value) => setMore({ [MORE]: value })}
        />
      </details>
      <div role="alert">
        {problems.size > 0 && <p class="field-wrong">{say('field/wrong', { n: problems.size })}</p>}
        {trouble !== undefined && <Trouble problem={trouble} />}
      </div>
      <div class="actions">
        <button class="primary" disabled={isStarting}>
          {say(isStarting ? 'flow/starting' : 'flow/start')}
        </button>
        <kbd class="quiet small">{say('flow/shortcut')}</kbd>
      </div>
    </form>
  );
}

/** Run inputs for which the form has no fields. */
function moreOf({ inputs }: FlowDetail, earlier: Given | undefined): JsonObject {
  const others = Object.entries(earlier?.inputs ?? {}).filter(
    ([name]) => !Object.hasOwn(inputs.properties, name),
  );
  return others.length === 0 ? {} : { [MORE]: Object.fromEntries(others) };
}

/** What the server finds wrong, by the form's fields. */
function placed({ fields }: Problem): ReadonlyMap<string, string> {
  return new Map(
    fields.flatMap(({ loc, msg }): [string, string][] => {
      const [part, name] = loc.slice(-2);
      return part === 'inputs' || part === 'parameters' ? [[`${part}/${name}`, msg]] : [];
    }),
  );
}
