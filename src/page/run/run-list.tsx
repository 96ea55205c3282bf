import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { Badge } from '../parts/badge.tsx';
import { Loading, Trouble } from '../parts/trouble.tsx';
import { addressOf } from '../place.ts';
import type { RunList as Runs, RunStatus, RunSummary } from '../server/shapes.ts';
import { useServer } from '../server/use-server.ts';
import { duration, moment, Words } from '../words/say.ts';
import { flowName } from './flow-name.ts';

const statuses: readonly RunStatus[] = [
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
];

/** Earlier runs, the newest first. `isAdmin`: those of all users. */
export function RunList({ isAdmin }: { readonly isAdmin: boolean }): ComponentChildren {
  const { say } = useContext(Words);
  const [status, setStatus] = useState('');
  return (
    <div class="page">
      <div class="head">
        <div>
          <h1>{say('runs')}</h1>
          <p class="lead">{say('runs/lead')}</p>
        </div>
        <label class="find">
          <span class="hidden">{say('runs/filter')}</span>
          <select value={status} onChange={({ currentTarget }) => setStatus(currentTarget.value)}>
            <option value="">{say('runs/all')}</option>
            {statuses.map((one) => (
              <option value={one}>{say(`status/${one}`)}</option>
            ))}
          </select>
        </label>
      </div>
      <RunTable key={status} status={status} withUser={isAdmin} />
    </div>
  );
}

interface RunTableProps {
  readonly status?: string;
  /** Only runs of this flow: its name or file. */
  readonly workflow?: string;
  readonly withUser?: boolean;
  readonly limit?: number;
}

/** A table of runs, so many at a time. */
export function RunTable(props: RunTableProps): ComponentChildren {
  const { status = '', workflow, withUser = false, limit = 30 } = props;
  const { say } = useContext(Words);
  const server = useServer();
  const [runs, setRuns] = useState<readonly RunSummary[]>();
  const [next, setNext] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>();
  const load = (before: string | null): void => {
    const query = new URLSearchParams({ limit: String(limit) });
    if (status !== '') query.set('status', status);
    if (workflow !== undefined) query.set('workflow', workflow);
    if (before !== null) query.set('before', before);
    server
      .get<Runs>(`/api/v1/runs?${query.toString()}`)
      .then((page) => {
        setRuns((known) => [...(before === null ? [] : (known ?? [])), ...page.runs]);
        setNext(page.next);
      })
      .catch(setTrouble);
  };
  useEffect(() => load(null), [server]);
  if (trouble !== undefined) {
    const again = (): void => {
      setTrouble(undefined);
      load(null);
    };
    return (
      <div class="empty">
        <Trouble problem={trouble} />
        <button onClick={again}>{say('again')}</button>
      </div>
    );
  }
  if (!runs) return <Loading />;
  if (runs.length === 0) return <p class="quiet">{say('runs/none')}</p>;
  return (
    <>
      <ul class="runs">
        {runs.map((run) => (
          <li key={run.run_id}>
            <RunRow run={run} withFlow={workflow === undefined} withUser={withUser} />
          </li>
        ))}
      </ul>
      {next !== null && <button onClick={() => load(next)}>{say('runs/more')}</button>}
    </>
  );
}

interface RunRowProps {
  readonly run: RunSummary;
  readonly withFlow: boolean;
  readonly withUser: boolean;
}

function RunRow({ run, withFlow, withUser }: RunRowProps): ComponentChildren {
  const { say, language } = useContext(Words);
  const { run_id: id, status, started_at, duration_ms, user_id } = run;
  return (
    <a class="run-row" href={addressOf({ at: 'run', id })}>
      <span class="run-status">
        <Badge status={status} />
      </span>
      {withFlow && <bdi class="run-flow">{flowName(run)}</bdi>}
      {withUser && <bdi class="quiet">{user_id}</bdi>}
      <time class="quiet" dateTime={started_at}>
        {moment(started_at, language)}
      </time>
      <span class="quiet number">{duration_ms === null ? '' : duration(duration_ms, say)}</span>
    </a>
  );
}
