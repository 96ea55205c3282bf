import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Question } from '../../engine/run-event.ts';
import { Field } from '../flow/field.tsx';
import { draftOf, readForm, type Draft } from '../flow/form-values.ts';
import { Trouble } from '../parts/trouble.tsx';
import type { FieldSchema, FormSchema, Json } from '../server/shapes.ts';
import { Value } from '../text/value.tsx';
import { useSay } from '../words/say.ts';

interface QuestionFormProps {
  readonly question: Question;
  /** Rejects where the answer is not taken. */
  readonly answer: (value: Json) => Promise<void>;
}

const ANSWER = 'answer';
/** A question of so many characters is a text to be judged. */
const LONG = 300;

/** A question that a run asks, and where a person answers it. */
export function QuestionForm({ question, answer }: QuestionFormProps): ComponentChildren {
  const say = useSay();
  const { node, prompt, options } = question;
  const schema = formOf(question);
  const isObject = schema.properties[ANSWER] === undefined;
  const [draft, setDraft] = useState<Draft>(() => draftOf(schema));
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const [trouble, setTrouble] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const id = `question-${node}`;
  const isPlain = prompt.length < LONG && !/[\n#*`>|]/.test(prompt);

  const send = async (value: Json): Promise<void> => {
    setSending(true);
    setTrouble(undefined);
    try {
      await answer(value);
    } catch (error) {
      setTrouble(error);
      setSending(false);
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const { values, problems: found } = readForm(schema, draft, say);
    setProblems(found);
    if (found.size > 0) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(),
      );
      return;
    }
    void send(isObject ? values : (values[ANSWER] ?? ''));
  };
  return (
    <form ref={form} class="card question" aria-labelledby={id} onSubmit={submit} noValidate>
      <p id={isPlain ? undefined : id} class="eyebrow" role="heading" aria-level={2}>
        {say('question')} · <bdi>{node}</bdi>
      </p>
      {isPlain ? (
        <p id={id} class="prompt">
          {prompt}
        </p>
      ) : (
        <Value value={prompt} />
      )}
      {options ? (
        <div class="options" role="group" aria-labelledby={id}>
          {options.map((option) => (
            <button type="button" disabled={isSending} onClick={() => void send(option)}>
              {option}
            </button>
          ))}
        </div>
      ) : (
        <>
          {Object.entries(schema.properties).map(([name, field]) => (
            <Field
              key={name}
              id={`${id}-${name}`}
              name={name}
              schema={name === ANSWER ? { title: say('question/answer'), ...field } : field}
              isRequired={schema.required.includes(name)}
              value={draft[name] ?? ''}
              problem={problems.get(name)}
              change={(value) => setDraft({ ...draft, [name]: value })}
            />
          ))}
          <button class="primary" disabled={isSending}>
            {say(isSending ? 'question/sending' : 'question/send')}
          </button>
        </>
      )}
      {trouble !== undefined && <Trouble problem={trouble} />}
    </form>
  );
}

const kinds: readonly unknown[] = ['string', 'integer', 'number', 'boolean', 'array', 'object'];

/** The fields of an answer: those of an object, or one. */
function formOf({ schema }: Question): FormSchema {
  const given = (typeof schema === 'object' ? schema : null) as Record<string, unknown> | null;
  const properties = given?.properties;
  if (given?.type === 'object' && typeof properties === 'object' && properties !== null) {
    const required = given.required;
    return {
      properties: properties as Record<string, FieldSchema>,
      required: Array.isArray(required) ? (required as string[]) : [],
    };
  }
  const isKnown = given !== null && (Array.isArray(given.enum) || kinds.includes(given.type));
  const field = isKnown ? (given as FieldSchema) : {};
  const isOpen = field.type === undefined && !field.enum;
  return {
    properties: { [ANSWER]: isOpen ? { type: 'string' } : field },
    required: [ANSWER],
  };
}
