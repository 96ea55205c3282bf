import { message } from '../../messages/message.ts';
import { child, keyText, type Tree } from '../tree.ts';
import { finding } from './finding.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A parameter that neither a placeholder nor an expression uses. */
export const parameterUnused: Rule = (context) => {
  const { flow, report } = context;
  const { placeholders } = flow;
  if (!placeholders || flow.parameters.length === 0) return;
  // A name that is wrong somewhere is perhaps the one that is missed.
  if (context.facts.isDoubted() || hasUndeclared(placeholders, context)) return;
  let words: ReadonlySet<string> | undefined;
  for (const { name, env, location } of flow.parameters) {
    const isFilledIn =
      placeholders.has(name) || (env !== undefined && placeholders.has(`env.${env}`));
    if (isFilledIn) continue;
    words ??= namesIn(context);
    if (words.has(name)) continue;
    const text = message('parameter-unused', { name });
    report(finding('parameter-unused', location, text, message('parameter-unused/hint', { name })));
  }
};

function hasUndeclared(placeholders: ReadonlySet<string>, { parameters }: RuleContext): boolean {
  return [...placeholders].some((name) => !name.startsWith('env.') && !parameters.has(name));
}

/** Keys whose value is the config of a component with expressions of its own. */
const innerConfigs = ['component_config', 'plugin_config'];

/** All names in expressions and templates, and whatever may be one. */
function namesIn({ flow, places }: RuleContext): ReadonlySet<string> {
  const words = new Set(places.flatMap(({ names }) => names.map(({ name }) => name)));
  const texts: Tree[] = [];
  for (const { nodeType, expressions, inputs, configTree } of flow.nodes) {
    if (!nodeType && configTree) texts.push(configTree);
    // What can't be parsed may have meant any name.
    for (const { expression, tree } of [...expressions.values(), ...inputs]) {
      if (!expression) texts.push(tree);
    }
    for (const key of innerConfigs) {
      const inner = child(configTree, key);
      if (inner) texts.push(inner);
    }
  }
  for (const { condition } of flow.edges) {
    if (condition && !condition.expression) texts.push(condition.tree);
  }
  for (const tree of texts) addWords(tree, words);
  return words;
}

function addWords(tree: Tree, words: Set<string>): void {
  switch (tree.kind) {
    case 'scalar':
      for (const word of String(tree.value).match(/[\p{ID_Start}_]\p{ID_Continue}*/gu) ?? []) {
        words.add(word);
      }
      break;
    case 'unknown':
      break;
    case 'list':
      for (const item of tree.items) addWords(item, words);
      break;
    case 'map':
      for (const { key, value } of tree.entries) {
        words.add(keyText(key));
        addWords(value, words);
      }
  }
}
