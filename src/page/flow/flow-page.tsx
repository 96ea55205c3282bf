import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Loading, Shown } from '../parts/trouble.tsx';
import { NodePanel } from '../run/node-panel.tsx';
import { Picture } from '../run/picture.tsx';
import { RunTable } from '../run/run-list.tsx';
import type { FlowDetail, RunDetail } from '../server/shapes.ts';
import { useAnswer } from '../server/use-server.ts';
import { useSay } from '../words/say.ts';
import { RunForm, type Given } from './run-form.tsx';

/** More nodes than so would push the form out of sight. */
const MANY = 15;

interface FlowPageProps {
  readonly id: string;
  /** The run whose inputs stand in the form. */
  readonly again: string | undefined;
}

/** A flow: its graph, what it takes, and its last runs. */
export function FlowPage({ id, again }: FlowPageProps): ComponentChildren {
  const flow = useAnswer<FlowDetail>(`/api/v1/workflows/${encodeURIComponent(id)}`);
  return <Shown answer={flow}>{(detail) => <Flow flow={detail} again={again} />}</Shown>;
}

function Flow(props: {
  readonly flow: FlowDetail;
  readonly again: string | undefined;
}): ComponentChildren {
  const { flow, again } = props;
  const say = useSay();
  const [selected, setSelected] = useState<string>();
  const { id, name, description, version, valid } = flow;
  const node = flow.nodes.find((one) => one.id === selected);
  const select = (one: string): void => setSelected(one === selected ? undefined : one);
  return (
    <div class="page flow-page">
      <div class="head">
        <div>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          {(name !== id || version !== '') && (
            <p class="eyebrow facts">
              {name !== id && <code>{id}</code>}
              {version !== '' && <span>{say('flows/version', { version })}</span>}
            </p>
          )}
          {description !== '' && <p class="lead">{description}</p>}
        </div>
      </div>
      <div class="split">
        <div class="split-main">
          <Picture flow={id} name={name} nodes={[]} selected={selected} select={select} />
          <NodeChips flow={flow} selected={selected} select={select} />
          {node && (
            <NodePanel
              id={node.id}
              node={node}
              story={undefined}
              close={() => setSelected(undefined)}
            />
          )}
        </div>
        <div class="split-side">
          <section class="card" aria-labelledby="run">
            <h2 id="run">{say(valid ? 'flow/run' : 'flow/errors')}</h2>
            <Problems flow={flow} />
            {valid && <FormAgain flow={flow} again={again} />}
          </section>
          <section aria-labelledby="recent">
            <h2 id="recent">{say('flow/recent')}</h2>
            <RunTable workflow={name} limit={8} />
          </section>
        </div>
      </div>
    </div>
  );
}

/** The form, with what an earlier run was given where there is one. */
function FormAgain(props: {
  readonly flow: FlowDetail;
  readonly again: string | undefined;
}): ComponentChildren {
  const { flow, again } = props;
  if (again === undefined) return <RunForm flow={flow} earlier={undefined} />;
  return <FormOf flow={flow} run={again} />;
}

function FormOf({
  flow,
  run,
}: {
  readonly flow: FlowDetail;
  readonly run: string;
}): ComponentChildren {
  const { value, problem } = useAnswer<RunDetail>(`/api/v1/runs/${encodeURIComponent(run)}`);
  if (value === undefined && problem === undefined) return <Loading />;
  const earlier: Given | undefined = value;
  return <RunForm flow={flow} earlier={earlier} />;
}

/** The way to a node for those who don't click at pictures. */
function NodeChips(props: {
  readonly flow: FlowDetail;
  readonly selected: string | undefined;
  readonly select: (node: string) => void;
}): ComponentChildren {
  const { flow, selected, select } = props;
  const say = useSay();
  const chips = (
    <section class="chips" aria-label={say('flow/nodes')}>
      {flow.nodes.map(({ id, type, title }) => (
        <button
          key={id}
          class="chip"
          aria-expanded={id === selected}
          title={title ?? type}
          onClick={() => select(id)}
        >
          <bdi>{id}</bdi>
        </button>
      ))}
    </section>
  );
  if (flow.nodes.length <= MANY) return chips;
  return (
    <details>
      <summary>{say('flow/nodes-count', { n: flow.nodes.length })}</summary>
      {chips}
    </details>
  );
}

function Problems({ flow }: { readonly flow: FlowDetail }): ComponentChildren {
  const say = useSay();
  if (flow.problems.length === 0) return null;
  const list = (
    <ul class="problems">
      {flow.problems.map(({ severity, code, message }, n) => (
        <li key={n} class={`is-${severity}`}>
          {message} <code class="quiet small">{code}</code>
        </li>
      ))}
    </ul>
  );
  if (!flow.valid) return list;
  return (
    <details>
      <summary>
        {say('flow/problems')} ({flow.problems.length})
      </summary>
      {list}
    </details>
  );
}
