import type { ComponentChildren } from 'preact';
import { Problem } from '../server/problem.ts';
import type { Answer } from '../server/use-server.ts';
import { useSay, type Say } from '../words/say.ts';

/** What went wrong, in the reader's words; the server's own where it has said more. */
export function problemWords(problem: unknown, say: Say): string {
  if (!(problem instanceof Problem)) return say('problem/other');
  if (problem.status === 0) return say('problem/unreachable');
  if (problem.status === 404) return say('not-found/text');
  if (problem.status === 429 && problem.message === '') return say('problem/busy');
  return problem.message === '' ? say('problem/other') : problem.message;
}

export function Trouble({ problem }: { readonly problem: unknown }): ComponentChildren {
  const say = useSay();
  return (
    <p class="notice is-bad" role="alert">
      {problemWords(problem, say)}
    </p>
  );
}

export function NotFound(): ComponentChildren {
  const say = useSay();
  return (
    <div class="empty">
      <h1>{say('not-found')}</h1>
      <p>{say('not-found/text')}</p>
    </div>
  );
}

interface ShownProps<T> {
  readonly answer: Answer<T>;
  readonly children: (value: T) => ComponentChildren;
}

/** An answer, once it is there; until then that it is on its way, or why it won't come. */
export function Shown<T>({ answer, children }: ShownProps<T>): ComponentChildren {
  const say = useSay();
  const { value, problem, again } = answer;
  if (value !== undefined) return children(value);
  if (problem instanceof Problem && problem.status === 404) return <NotFound />;
  if (problem === undefined) return <Loading />;
  return (
    <div class="empty">
      <Trouble problem={problem} />
      <button onClick={again}>{say('again')}</button>
    </div>
  );
}

export function Loading(): ComponentChildren {
  const say = useSay();
  return (
    <p class="empty quiet" role="status">
      {say('loading')}
    </p>
  );
}
