import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { NotFound, Loading, Shown, Trouble } from '../parts/trouble.tsx';
import { Problem } from '../server/problem.ts';
import type { FlowDetail, FormSchema, Json, JsonObject, RunDetail } from '../server/shapes.ts';
import { useAnswer, useServer } from '../server/use-server.ts';
import { Values } from '../text/value.tsx';
import { Words } from '../words/say.ts';
import { Announcer } from './announcer.tsx';
import { GoOnForm, lostOf } from './go-on-form.tsx';
import { NodePanel } from './node-panel.tsx';
import { Outcome } from './outcome.tsx';
import { Picture } from './picture.tsx';
import { QuestionForm } from './question-form.tsx';
import { Replay } from './replay.tsx';
import { RunHead } from './run-head.tsx';
import { storyOf, type Story } from './story.ts';
import { Timeline } from './timeline.tsx';
import { useRun } from './use-run.ts';

/** A run: as it goes on, or as it went. */
export function RunPage({ id }: { readonly id: string }): ComponentChildren {
  const run = useAnswer<RunDetail>(`/api/v1/runs/${encodeURIComponent(id)}`);
  return <Shown answer={run}>{(detail) => <Run detail={detail} again={run.again} />}</Shown>;
}

interface RunProps {
  readonly detail: RunDetail;
  /** Asks for the record anew. */
  readonly again: () => void;
}

/** What a run can't go on without. */
interface Lacking {
  readonly schema: FormSchema;
  readonly answers: JsonObject;
  /** Told whether the run goes on. */
  readonly closed: (isDone: boolean) => void;
}

function Run({ detail, again }: RunProps): ComponentChildren {
  const { run_id: id, workflow_id: flowId } = detail;
  const server = useServer();
  const { events, isOver, isLost, problem, follow } = useRun(id);
  const [at, show] = useState<number>();
  const [selected, setSelected] = useState<string>();
  const [lacking, setLacking] = useState<Lacking>();
  const story = useMemo(() => storyOf(events.slice(0, at)), [events, at]);
  const path = `/api/v1/runs/${encodeURIComponent(id)}`;
  useEffect(() => {
    if (isOver) again();
  }, [isOver]);

  if (problem instanceof Problem && problem.status === 404) return <NotFound />;
  if (story.status === undefined && problem === undefined) return <Loading />;
  const select = (node: string): void => setSelected(node === selected ? undefined : node);
  const goOn = async (given: object): Promise<void> => {
    await server.post(`${path}/resume`, given);
    follow();
  };
  /** What has to be given again, where it was for that. Rejects with the problem where it was for anything else. */
  const findLost = async (refusal: unknown): Promise<FormSchema> => {
    if (!(refusal instanceof Problem) || refusal.status !== 422 || flowId === null) throw refusal;
    const flow = await server.get<FlowDetail>(`/api/v1/workflows/${encodeURIComponent(flowId)}`);
    const schema = lostOf(flow, detail);
    if (Object.keys(schema.properties).length === 0) throw refusal;
    return schema;
  };
  const resume = async (): Promise<void> => {
    try {
      await goOn({});
    } catch (error) {
      setLacking({ schema: await findLost(error), answers: {}, closed: () => undefined });
    }
  };
  const answer = async (node: string, value: Json): Promise<void> => {
    const answers = { [node]: value };
    try {
      await server.post(`${path}/answers`, { answers });
    } catch (error) {
      const schema = await findLost(error);
      // Answered it is only once all is there.
      const isDone = await new Promise<boolean>((closed) =>
        setLacking({ schema, answers, closed }),
      );
      if (!isDone) throw error;
      return;
    }
    // Of a run that waits the server goes on telling.
    if (isOver) follow();
  };
  const isPast = at !== undefined;
  // Nothing tells that the process of a run is gone but its record.
  const told = isOver && story.status === 'running' && !isPast ? detail.status : story.status;
  const status = told ?? detail.status;
  return (
    <div class="page run-page">
      <RunHead
        detail={detail}
        status={status}
        length={story.stretches.length}
        isPast={isPast}
        goOn={resume}
      />
      <Announcer story={isPast ? undefined : story} />
      {isLost && (
        <p class="notice is-warning" role="status">
          <Lost />
        </p>
      )}
      {problem !== undefined && <Trouble problem={problem} />}
      <div class="split">
        <div class="split-side">
          {!isPast &&
            story.questions.map((question) => (
              <QuestionForm
                key={`${question.node} ${question.iteration?.join() ?? ''} ${story.asked}`}
                question={question}
                answer={(value) => answer(question.node, value)}
              />
            ))}
          {lacking && (
            <GoOnForm
              schema={lacking.schema}
              goOn={async (given) => {
                await goOn({ ...given, answers: lacking.answers });
                lacking.closed(true);
              }}
              close={() => {
                lacking.closed(false);
                setLacking(undefined);
              }}
            />
          )}
          <Outcome story={story} />
          {selected !== undefined && (
            <SelectedNode
              flow={flowId}
              id={selected}
              story={story}
              close={() => setSelected(undefined)}
            />
          )}
          <Given detail={detail} />
        </div>
        <div class="split-main">
          {flowId !== null && (
            <FlowPicture flow={flowId} story={story} selected={selected} select={select} />
          )}
        </div>
      </div>
      <TimelineSection story={story} selected={selected} select={select}>
        {isOver && events.length > 1 && <Replay events={events} at={at} show={show} />}
      </TimelineSection>
    </div>
  );
}

function Lost(): ComponentChildren {
  const { say } = useContext(Words);
  return say('lost');
}

interface SelectionProps {
  readonly story: Story;
  readonly selected: string | undefined;
  readonly select: (node: string) => void;
}

function FlowPicture(props: SelectionProps & { readonly flow: string }): ComponentChildren {
  const { flow, story, selected, select } = props;
  return (
    <Picture
      flow={flow}
      name={story.flow}
      nodes={story.nodes}
      selected={selected}
      select={select}
    />
  );
}

function TimelineSection(
  props: SelectionProps & { readonly children: ComponentChildren },
): ComponentChildren {
  const { story, selected, select, children } = props;
  const { say } = useContext(Words);
  return (
    <section class="card timeline-card" aria-labelledby="timeline">
      <div class="head">
        <h2 id="timeline">{say('run/nodes')}</h2>
        {children}
      </div>
      <Timeline story={story} selected={selected} select={select} />
      {story.notes.length > 0 && (
        <ul class="notes">
          {story.notes.map((note, n) => (
            <li key={n}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function SelectedNode(props: {
  readonly flow: string | null;
  readonly id: string;
  readonly story: Story;
  readonly close: () => void;
}): ComponentChildren {
  const { flow, id, story, close } = props;
  const { value } = useAnswer<FlowDetail>(`/api/v1/workflows/${encodeURIComponent(flow ?? '')}`);
  return (
    <NodePanel
      id={id}
      story={story.nodes.find((node) => node.id === id)}
      node={value?.nodes.find((node) => node.id === id)}
      close={close}
    />
  );
}

function Given({ detail }: { readonly detail: RunDetail }): ComponentChildren {
  const { say } = useContext(Words);
  const { inputs, parameters } = detail;
  const values = { ...parameters, ...inputs };
  if (Object.keys(values).length === 0) return null;
  return (
    <details class="card given">
      <summary>{say('run/inputs')}</summary>
      <Values values={values} isPlain />
    </details>
  );
}
