import type { Location } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import { printedNames } from '../checks/printed-names.ts';
import { Secrets, type Leak } from '../checks/secrets.ts';
import type { Audience } from '../node-type.ts';
import { child, type Tree } from '../tree.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** A secret in a text that a model or a person reads, in what the flow returns, or in a log. */
export const secretExposed: Rule = (context) => {
  const { flow, graph, report } = context;
  const secrets = new Secrets(context);
  if (!secrets.areThere) return;
  const tell = (leak: Leak | undefined, to: Audience, key: string, node = ''): void => {
    if (!leak) return;
    const { secret, env, location } = leak;
    const text = message(`secret-exposed/${to}`, { secret, key, node });
    const hint =
      env === undefined
        ? message('secret-exposed/hint')
        : message('secret-exposed/hint-env', { name: env });
    report(finding('secret-exposed', location, text, hint));
  };
  for (const [index, node] of graph.nodes.entries()) {
    const exposed = node.nodeType?.exposes?.(node.config) ?? {};
    for (const [key, to] of Object.entries(exposed)) {
      const given = child(node.configTree, key);
      if (to === 'log') {
        const leak = printed(given, secrets, (name) => secrets.inInput(node, index, name));
        tell(leak, to, key, node.id);
      } else tell(secrets.inTree(given) ?? secrets.inInput(node, index, key), to, key, node.id);
    }
  }
  for (const { name, tree } of flow.outputs) tell(secrets.inTree(tree), 'output', name);
};

const PRINTS = /^[^#]*?\b(?:print|log(?:ger|ging)?\.\w+)\s*\(/;

/** A secret on a line of a program that prints. */
function printed(
  tree: Tree | undefined,
  secrets: Secrets,
  input: (name: string) => Leak | undefined,
): Leak | undefined {
  if (tree?.kind !== 'scalar') return undefined;
  const program = String(tree.value);
  // A name that is given another value stands for that.
  const isKept = (name: string): boolean =>
    !new RegExp(`\\b${name}\\s*(?:=(?!=)|:=|,.*=)|\\bas\\s+${name}\\b`).test(program);
  for (const location of linesOf(tree.location)) {
    const { file, start, end } = location;
    if (!PRINTS.test(file.text.slice(start, end))) continue;
    const leak = secrets.inTree({ kind: 'unknown', type: 'string', location });
    if (leak) return leak;
    for (const name of printedNames(file.text.slice(start, end))) {
      const given = isKept(name) ? input(name) : undefined;
      if (given) return { ...given, location: wordIn(location, name) };
    }
  }
  return undefined;
}

/** Where a word stands on a line. */
function wordIn({ file, start, end }: Location, word: string): Location {
  const at = start + file.text.slice(start, end).search(new RegExp(`(?<=\\(.*)\\b${word}\\b`));
  return { file, start: at, end: at + word.length };
}

function linesOf({ file, start, end }: Location): Location[] {
  const lines: Location[] = [];
  let at = start;
  for (const line of file.text.slice(start, end).split('\n')) {
    lines.push({ file, start: at, end: at + line.length });
    at += line.length + 1;
  }
  return lines;
}
