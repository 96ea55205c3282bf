import type { RunError } from '../engine/run-event.ts';
import type { ValueObject } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { count, duration } from '../reporters/text/numbers.ts';
import type { Execution, NodeReport, Note } from './executions.ts';
import { markup, type Html } from './markup.ts';
import { badge } from './status.ts';
import { pre, type Values } from './value-html.ts';

/** So many notes of one execution are shown. */
const NOTES = 100;

export interface NodeLook {
  readonly say: Say;
  readonly values: Values;
  /** What executions were given, by the event that tells their end. */
  readonly inputs: ReadonlyMap<number, ValueObject>;
  /** What leads to each node: ids of nodes. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  /** Where each node stands in the list. */
  readonly places: ReadonlyMap<string, number>;
}

/** What one node has done; `n` is its place in the list, by which pictures and lists lead to it. */
export function nodeHtml(node: NodeReport, n: number, look: NodeLook): Html {
  const { say } = look;
  const { id, type, status, executions, count: all, skipped, totalMs } = node;
  const about = [
    ...(all > 1 ? [say(message('run-report/executions', { n: all }))] : []),
    ...(skipped > 0 ? [say(message('run-report/skipped', { n: skipped }))] : []),
    ...(totalMs > 0 ? [duration(totalMs, say)] : []),
  ];
  const left = all - executions.length;
  return markup`<details class="one" id="n${n}" ${isOpen(status)}>
    <summary>
      <h3><bdi>${id}</bdi></h3>
      <span class="type"><bdi>${type}</bdi></span> ${badge(status, say)}
      <span class="facts">${about.join(' · ')}</span>
    </summary>
    ${beforeHtml(id, look)}
    ${executions.map((execution) => executionHtml(execution, all > 1, look))}
    ${left > 0 ? markup`<p class="cut">${say(message('run-report/executions-left', { n: left }))}</p>` : undefined}
    ${all === 0 ? markup`<p class="none">${say(message('run-report/never-ran'))}</p>` : undefined}
  </details>`;
}

/** What came before it, which is where its inputs come from. */
function beforeHtml(id: string, { say, before, places }: NodeLook): Html | undefined {
  const links = (before.get(id) ?? []).flatMap((source) => {
    const n = places.get(source);
    return n === undefined ? [] : [markup`<a href="#n${n}"><bdi>${source}</bdi></a>`];
  });
  if (links.length === 0) return undefined;
  const listed = links.slice(0, NOTES).map((link, n) => markup`${n > 0 ? ', ' : ' '}${link}`);
  return markup`<p class="facts">${say(message('run-report/after'))}${listed}</p>`;
}

function isOpen(status: NodeReport['status']): Html {
  return status === 'failed' || status === 'waiting' ? markup` open` : markup``;
}

function executionHtml(execution: Execution, isOne: boolean, look: NodeLook): Html {
  const { say, values, before } = look;
  // Without an edge to it there is nothing that it could have read.
  const isRead = (before.get(execution.node)?.length ?? 0) > 0;
  const { status, iteration, startedAt, durationMs, attempts, usage, rounds, exit, reused, end } =
    execution;
  const given = execution.inputs ?? (end === undefined ? undefined : look.inputs.get(end));
  const facts = [
    time(startedAt),
    durationMs === undefined ? undefined : markup`${duration(durationMs, say)}`,
    attempts > 1 ? markup`${say(message('report/attempts', { n: attempts }))}` : undefined,
    rounds === undefined
      ? undefined
      : markup`${say(message('report/rounds', { count: rounds, n: count(rounds) }))}`,
    exit ? markup`${say(message(`run-report/exit-${exit}`))}` : undefined,
    reused ? markup`${say(message(`run-report/reused-${reused}`))}` : undefined,
    usage
      ? markup`${say(message('run-report/tokens', { in: count(usage.prompt_tokens), out: count(usage.completion_tokens) }))}`
      : undefined,
  ].filter((fact) => fact !== undefined);
  const title = iteration
    ? say(message('run-report/round', { rounds: iteration.map((n) => String(n + 1)).join(' → ') }))
    : undefined;
  return markup`<section class="execution">
    ${isOne || title !== undefined ? markup`<h4>${title ?? say(message('run-report/execution'))} ${badge(status, say)}</h4>` : undefined}
    <p class="facts">${facts.map((fact, n) => markup`${n > 0 ? ' · ' : ''}${fact}`)}</p>
    ${execution.error ? errorHtml(execution.error, say) : undefined}
    ${execution.handledBy === undefined ? undefined : markup`<p>${say(message('run-report/handled', { by: execution.handledBy }))}</p>`}
    ${
      given
        ? markup`<h5>${say(message('run-report/inputs'))}</h5>
            ${values.given(given)}`
        : execution.status === 'succeeded' && isRead
          ? markup`<p class="none">${say(message('run-report/no-inputs'))}</p>`
          : undefined
    }
    ${
      execution.outputs
        ? markup`<h5>${say(message('run-report/outputs'))}</h5>
            ${values.named(execution.outputs)}`
        : undefined
    }
    ${
      execution.said === undefined
        ? undefined
        : markup`<h5>${say(message('run-report/said'))}</h5>
            ${values.one(execution.said)}`
    }
    ${execution.notes.length > 0 ? notesHtml(execution.notes, say) : undefined}
  </section>`;
}

function notesHtml(notes: readonly Note[], say: Say): Html {
  const left = notes.length - NOTES;
  return markup`<h5>${say(message('run-report/notes'))}</h5>
    <ul class="notes">
      ${notes
        .slice(0, NOTES)
        .map(
          (note) =>
            markup`<li class="${note.type}">${time(note.time)} ${noteWords(note, say)}</li>`,
        )}
    </ul>
    ${
      left > 0
        ? markup`<p class="cut">${say(message('run-report/notes-left', { n: left }))}</p>`
        : undefined
    }`;
}

function noteWords(note: Note, say: Say): Html {
  switch (note.type) {
    case 'log':
      return markup`<span class="kind">${note.level}</span>
        <bdi class="text">${short(note.message)}</bdi>`;
    case 'warning':
      return markup`<span class="kind">${say(message('run-report/warning'))}</span>
        <bdi class="text">${short(note.message)}</bdi> <code>${note.code}</code>`;
    case 'node_retrying': {
      const words = say(message('run-report/retry', { n: note.attempt, of: note.max_attempts }));
      return markup`<span class="kind">${words}</span>
        <bdi class="text">${short(note.error.message)}</bdi>`;
    }
  }
}

/** A failure in words, with the lines of the user's file around it. */
export function errorHtml({ code, message: words, hint, place, frame }: RunError, say: Say): Html {
  return markup`<div class="error">
    <p>
      <strong><bdi class="text">${short(words)}</bdi></strong> <code>${code}</code>
    </p>
    ${hint === undefined ? undefined : markup`<p>${say(message('run-report/hint'))}<bdi>${short(hint)}</bdi></p>`}
    ${
      place === undefined
        ? undefined
        : markup`<p>
            <code><bdi>${place}</bdi></code>
          </p>`
    }
    ${frame === undefined ? undefined : markup`<div class="frame" tabindex="0">${pre(short(frame))}</div>`}
  </div>`;
}

/** A point in time; whoever reads it may sit anywhere. */
export function time(iso: string): Html {
  return markup`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

const LONGEST_WORDS = 10_000;

function short(text: string): string {
  return text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS)}…` : text;
}
