import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { Badge, signs } from '../parts/badge.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { addressOf } from '../place.ts';
import type { RunDetail } from '../server/shapes.ts';
import { useServer } from '../server/use-server.ts';
import { duration, moment, Words } from '../words/say.ts';
import { flowName } from './flow-name.ts';

interface RunHeadProps {
  readonly detail: RunDetail;
  readonly status: RunDetail['status'];
  /** Of all its sessions, in milliseconds. */
  readonly length: number;
  /** It is gone through again: nothing can be done. */
  readonly isPast: boolean;
  readonly goOn: () => Promise<void>;
}

/** Whose run it is, how it does, and what can be done with it. */
export function RunHead(props: RunHeadProps): ComponentChildren {
  const { detail, status, length, isPast, goOn } = props;
  const { say, language } = useContext(Words);
  const server = useServer();
  const [trouble, setTrouble] = useState<unknown>();
  const { run_id: id, workflow_id: flow, started_at } = detail;
  const name = flowName(detail);
  useEffect(() => {
    document.title = `${signs[status]} ${name} · bisheng`;
  }, [status, name]);
  const act = (doing: Promise<unknown>): void => {
    setTrouble(undefined);
    doing.catch(setTrouble);
  };
  const cancel = (): Promise<unknown> =>
    server.post(`/api/v1/runs/${encodeURIComponent(id)}/cancel`);
  const canCancel = !isPast && (status === 'running' || status === 'waiting');
  const canResume = !isPast && ['failed', 'cancelled', 'interrupted'].includes(status);
  return (
    <div class="head">
      <div>
        <h1 class="run-title">
          {flow === null ? (
            <bdi>{name}</bdi>
          ) : (
            <a href={addressOf({ at: 'flow', id: flow })}>
              <bdi>{name}</bdi>
            </a>
          )}{' '}
          <Badge status={status} />
        </h1>
        <p class="quiet facts">
          <time dateTime={started_at}>{moment(started_at, language)}</time>
          <span>{duration(length, say)}</span>
          <code>{id.slice(0, 8)}</code>
        </p>
      </div>
      <div class="actions">
        {canCancel && <button onClick={() => act(cancel())}>{say('run/cancel')}</button>}
        {canResume && <button onClick={() => act(goOn())}>{say('run/resume')}</button>}
        {flow !== null && !canCancel && (
          <a class="button" href={addressOf({ at: 'flow', id: flow, again: id })}>
            {say('run/again')}
          </a>
        )}
      </div>
      {trouble !== undefined && <Trouble problem={trouble} />}
    </div>
  );
}
