import { searchMethods } from '../../knowledge/knowledge.ts';
import type { KnowledgeOptions } from '../knowledge/open-knowledge.ts';
import type { KnowledgeSearchOptions } from '../knowledge/search.ts';
import { oneOf } from '../usage-errors.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng knowledge list|index|search`. */
export function addKnowledge({ program, words, terminal, done }: Adding): void {
  const knowledge = program
    .command('knowledge')
    .description(words('help/knowledge'))
    .usage(words('help-usage/knowledge'));
  knowledge
    .command('list')
    .description(words('help/knowledge-list'))
    .usage(words('help-usage/knowledge-list'))
    .option('--json', words('help-flag/json'))
    .action(async (options: KnowledgeOptions) => {
      const { knowledgeList } = await import('../knowledge/list.ts');
      done(await knowledgeList(options, terminal));
    });
  knowledge
    .command('index')
    .description(words('help/knowledge-index'))
    .usage(words('help-usage/knowledge-index'))
    .argument('[name...]', words('help-argument/knowledge-bases'))
    .option('--json', words('help-flag/json'))
    .action(async (names: readonly string[], options: KnowledgeOptions) => {
      const { knowledgeIndex } = await import('../knowledge/index-bases.ts');
      done(await knowledgeIndex(names, options, terminal));
    });
  knowledge
    .command('search')
    .description(words('help/knowledge-search'))
    .usage(words('help-usage/knowledge-search'))
    .argument('<name>', words('help-argument/knowledge-base'))
    .argument('<question>', words('help-argument/knowledge-question'))
    .option('--top-k <n>', words('help-flag/top-k'))
    .option('--threshold <0-1>', words('help-flag/threshold'))
    .option(
      '--method <lexical|embedding|both>',
      words('help-flag/search-method'),
      oneOf('--method', searchMethods),
    )
    .option('--json', words('help-flag/json'))
    .action(async (name: string, question: string, options: KnowledgeSearchOptions) => {
      const { knowledgeSearch } = await import('../knowledge/search.ts');
      done(await knowledgeSearch(name, question, options, terminal));
    });
}
