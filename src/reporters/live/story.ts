import type { RunEvent } from '../../engine/run-event.ts';
import type { Say } from '../../messages/message.ts';
import type { Level } from '../reporter.ts';
import { Failures } from '../run/failure.ts';
import type { NodeState } from '../run/node-state.ts';
import { Notices, type Notice } from '../run/notices.ts';
import { waitingLines } from '../run/question.ts';
import type { RunState } from '../run/run-state.ts';
import { summary } from '../run/summary.ts';
import { excerpt } from '../text/excerpt.ts';
import { foreign } from '../text/foreign.ts';
import type { Theme } from '../text/theme.ts';
import { endedLine, type Look } from './node-line.ts';

/** What scrolls up into the terminal's history: each node when it has ended, warnings, logs, and the end. */
export class Story {
  readonly #state: RunState;
  readonly #say: Say;
  readonly #theme: Theme;
  readonly #level: Level;
  readonly #notices: Notices;
  readonly #failures = new Failures();
  readonly #told = new Set<NodeState>();

  constructor(state: RunState, options: { say: Say; theme: Theme; level: Level }) {
    this.#state = state;
    this.#say = options.say;
    this.#theme = options.theme;
    this.#level = options.level;
    this.#notices = new Notices(options.level, options.say);
  }

  /** The lines for an event that the state has taken already; `look` is asked only where there are some. */
  lines(event: RunEvent, node: NodeState | undefined, look: () => Look): string[] {
    this.#failures.note(event);
    switch (event.type) {
      case 'run_started':
        return [this.#title(event.flow)];
      case 'run_waiting':
      case 'run_finished':
        return this.#end(event, look());
      default: {
        const notice = this.#notices.of(event);
        const said = notice ? this.#noticeLines(notice) : [];
        return node ? [...said, ...this.#ended(event, node, look)] : said;
      }
    }
  }

  /** A flow without a name goes by its file. */
  #title({ name, file }: { readonly name: string; readonly file: string }): string {
    const title = this.#theme.bold(foreign(name));
    return name === file ? title : `${title}  ${foreign(file)}`;
  }

  /** A node outside loops and sub-flows is told when it has ended, with all that is below it. */
  #ended(event: RunEvent, node: NodeState, look: () => Look): string[] {
    if (!('status' in event) && event.type !== 'node_finished' && event.type !== 'node_skipped') {
      return [];
    }
    const root = rootOf(node);
    if (root.isActive || root.status === 'pending' || this.#told.has(root)) return [];
    this.#told.add(root);
    const outputs =
      this.#level === 'verbose' && event.type === 'node_finished' && root === node
        ? [this.#theme.dim(`    ${foreign(excerpt(event.outputs, 200))}`)]
        : [];
    return [...this.#tree(root, look()), ...outputs];
  }

  #tree(node: NodeState, look: Look): string[] {
    const children = node.children.filter((child) => child.status !== 'pending');
    return [endedLine(node, look), ...children.flatMap((child) => this.#tree(child, look))];
  }

  #noticeLines({ kind, node, lines }: Notice): string[] {
    const { symbols, warn, bad, dim, accent } = this.#theme;
    const [symbol, style] = {
      error: [symbols.error, bad],
      warning: [symbols.warning, warn],
      retry: [symbols.retrying, warn],
      log: [symbols.quote, accent],
      debug: [symbols.quote, dim],
    }[kind] as [string, Theme['warn']];
    const who = node === undefined ? '' : dim(`${foreign(node)}: `);
    return lines.map((line) => `${style(symbol)} ${who}${line}`);
  }

  #end(
    event: Extract<RunEvent, { readonly type: 'run_waiting' | 'run_finished' }>,
    look: Look,
  ): string[] {
    const unfinished = [...this.#state.nodes.values()].filter(
      (node) =>
        !node.parent && node.status !== 'pending' && !node.isAsBefore && !this.#told.has(node),
    );
    const failures = this.#failures.lines(this.#say, this.#theme);
    return [
      ...unfinished.flatMap((node) => this.#tree(node, look)),
      ...this.#notices.heldBack().map((line) => this.#theme.dim(line)),
      ...failures,
      ...(event.type === 'run_waiting' ? waitingLines(event.questions, this.#say) : []),
      ...(failures.length > 0 ? [''] : []),
      summary(event, this.#state, this.#say, this.#theme),
    ];
  }
}

function rootOf(node: NodeState): NodeState {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
}
