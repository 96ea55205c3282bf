import type { BaseState } from '../../knowledge/knowledge-base.ts';
import { message } from '../../messages/message.ts';
import { KNOWLEDGE_FOLDER } from '../../project/knowledge.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { count } from '../../reporters/text/numbers.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { table } from '../table.ts';
import { note, type Terminal } from '../terminal.ts';
import { withKnowledge, writeJson, type KnowledgeOptions } from './open-knowledge.ts';
import { tellLoose, tellOthers } from './tell-unread.ts';

interface Listed extends BaseState {
  readonly name: string;
  readonly shipped: boolean;
}

/** `bisheng knowledge list`: the knowledge bases, and whether their indexes are up to date. */
export function knowledgeList(options: KnowledgeOptions, terminal: Terminal): Promise<ExitCode> {
  return withKnowledge(options, terminal, async (knowledge) => {
    const bases: Listed[] = [];
    for (const name of knowledge.names()) {
      const state = await (await knowledge.open(name)).state();
      bases.push({ name, shipped: knowledge.isShipped(name), ...state });
    }
    if (options.json) writeJson(terminal, { bases: bases.map(asJson) });
    else if (bases.length > 0) terminal.stdout.write(asTable(bases, terminal));
    for (const base of bases) tellOthers(base.name, base, terminal);
    tellLoose(knowledge, terminal);
    if (!options.json && bases.every(({ shipped }) => shipped)) {
      note(terminal, message('knowledge-list/none', { folder: `${KNOWLEDGE_FOLDER}/` }));
    }
    return exitCode.ok;
  });
}

function asTable(bases: readonly Listed[], { say }: Terminal): string {
  const columns = ['name', 'from', 'documents', 'passages', 'index'] as const;
  const heads = columns.map((column) => say(message(`knowledge-list/${column}`)));
  const rows = bases.map(({ name, shipped, documents, passages, unreadable, pending }) => [
    foreign(name),
    say(message(shipped ? 'knowledge-from/tool' : 'knowledge-from/project')),
    count(documents),
    passages === 0 && pending > 0 ? '' : count(passages),
    [
      shipped
        ? say(message('knowledge-index/not-kept'))
        : pending > 0
          ? say(message('knowledge-index/pending', { n: pending }))
          : say(message('knowledge-index/fresh')),
      unreadable > 0 ? say(message('knowledge-index/unreadable', { n: unreadable })) : '',
    ]
      .filter(Boolean)
      .join(' · '),
  ]);
  return table([heads, ...rows]);
}

function asJson({ name, shipped, others, ...state }: Listed): object {
  const from = shipped ? 'bisheng' : 'project';
  return { name, from, ...state, others: Object.fromEntries(others) };
}
