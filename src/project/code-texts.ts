import type { CodePort } from '../components/code-node.ts';
import { partsOf } from '../flow/parameters/placeholders.ts';
import { child, type MapTree } from '../flow/tree.ts';
import { codePath } from '../python/code-path.ts';
import type { InspectedCode } from '../python/inspection.ts';
import type { ProjectPython } from './python-realm.ts';

/** The code of the Code nodes in a project's flows, as far as it has been read. */
export class CodeTexts implements CodePort {
  readonly #python: () => Promise<ProjectPython>;
  readonly #read = new Map<string, InspectedCode>();

  constructor(python: () => Promise<ProjectPython>) {
    this.#python = python;
  }

  /** Reads the code of a flow's nodes without running it. Rejects with PythonFailure where there is no Python. */
  async read(flow: MapTree): Promise<void> {
    const texts = [...new Set(codesIn(flow))].filter((text) => !this.#read.has(text));
    if (texts.length === 0) return;
    const { reader } = await this.#python();
    const asked = texts.map((text) => ({ path: codePath(''), text: withoutPlaceholders(text) }));
    const read = await reader.inspectCode(asked);
    for (const [index, inspected] of read.entries()) this.#read.set(texts[index] ?? '', inspected);
  }

  inspected(code: string): InspectedCode | undefined {
    return this.#read.get(code);
  }

  async workers(): ReturnType<ProjectPython['code']> {
    return (await this.#python()).code();
  }
}

function codesIn(flow: MapTree): string[] {
  const nodes = child(flow, 'nodes');
  return (nodes?.kind === 'list' ? nodes.items : []).flatMap((node) => {
    const type = child(node, 'type');
    const code = child(child(node, 'config'), 'code');
    const isCode = type?.kind === 'scalar' && type.value === 'Code';
    return isCode && code?.kind === 'scalar' && typeof code.value === 'string' ? [code.value] : [];
  });
}

/** Parameters that have no value yet stand as `${name}`, which is no Python: None with spaces is as long. */
function withoutPlaceholders(text: string): string {
  if (!text.includes('${')) return text;
  const parts = partsOf(text).map(({ kind, start, end }) =>
    kind === 'parameter' || kind === 'env' ? 'None'.padEnd(end - start) : text.slice(start, end),
  );
  return parts.join('');
}
