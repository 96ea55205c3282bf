import type { ProjectKnowledge } from '../../knowledge/project-knowledge.ts';
import { message } from '../../messages/message.ts';
import { KNOWLEDGE_FOLDER } from '../../project/knowledge.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { count, duration } from '../../reporters/text/numbers.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { note, type Terminal } from '../terminal.ts';
import { withKnowledge, writeJson, type KnowledgeOptions } from './open-knowledge.ts';
import { IndexProgress } from './progress.ts';
import { tellLoose, tellOthers } from './tell-unread.ts';

interface Indexed {
  readonly name: string;
  readonly documents: number;
  readonly passages: number;
  readonly unreadable: number;
  readonly read: number;
  readonly removed: number;
  readonly duration_ms: number;
}

/** `bisheng knowledge index`: brings the indexes of some bases, or all of the project's, up to date. */
export function knowledgeIndex(
  names: readonly string[],
  options: KnowledgeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withKnowledge(options, terminal, async (knowledge) => {
    const own = knowledge.names().filter((name) => !knowledge.isShipped(name));
    const asked = names.length > 0 ? [...new Set(names)] : own;
    const indexed: Indexed[] = [];
    for (const name of asked) {
      const one = await indexOne(name, knowledge, terminal);
      indexed.push(one);
      if (!options.json) terminal.stdout.write(`${foreign(line(one, terminal))}\n`);
    }
    tellLoose(knowledge, terminal);
    if (options.json) writeJson(terminal, { bases: indexed });
    else if (indexed.length === 0) {
      note(terminal, message('knowledge-list/none', { folder: `${KNOWLEDGE_FOLDER}/` }));
    }
    return exitCode.ok;
  });
}

async function indexOne(
  name: string,
  knowledge: ProjectKnowledge,
  terminal: Terminal,
): Promise<Indexed> {
  const base = await knowledge.open(name);
  const progress = new IndexProgress(name, terminal);
  const problems: string[] = [];
  let after = (): void => undefined;
  const start = performance.now();
  try {
    const changes = await base.update(terminal.interrupt.signal, {
      progress: (done, total) => {
        progress.update(done, total);
      },
      warn: (_, text) => problems.push(terminal.say(text)),
    });
    const state = await base.state();
    const { documents, passages, unreadable } = state;
    after = () => tellOthers(name, state, terminal);
    const duration_ms = Math.round(performance.now() - start);
    return { name, documents, passages, unreadable, ...changes, duration_ms };
  } finally {
    await progress.stop();
    for (const text of problems) {
      terminal.stderr.write(`${foreign(text)}\n`);
    }
    after();
  }
}

function line(indexed: Indexed, { say }: Terminal): string {
  const { name, documents, passages, read, removed, duration_ms } = indexed;
  return say(
    message('knowledge-indexed', {
      name,
      n: documents,
      documents: count(documents),
      passages: count(passages),
      read: count(read),
      removed: count(removed),
      time: duration(duration_ms, say),
    }),
  );
}
