import type { Report } from '../diagnostics/diagnostic.ts';
import type { Component, ComponentType, Context, PortValues } from '../engine/component.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { CheckedNode } from '../flow/node-type.ts';
import { child, placeIn, type ScalarTree } from '../flow/tree.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { codeDiagnostics } from '../python/findings.ts';
import { codePath } from '../python/code-path.ts';
import type { InspectedCode } from '../python/inspection.ts';
import type { PythonInstance, PythonWorkers } from '../python/instance.ts';
import { CodePlaces } from './code-places.ts';
import { inputEntries, portsOf } from './ports.ts';
import { PythonCalls } from './python-calls.ts';
import { inputPort, rememberingBy } from './python-component.ts';

/** What Code nodes need of a project. */
export interface CodePort {
  /** What was read of a code; undefined for one that nobody has read. */
  inspected(code: string): InspectedCode | undefined;
  /** The confined processes that run it. Rejects with a NodeError where it may not run. */
  workers(): Promise<PythonWorkers>;
}

/** The node type whose `config.code` is Python: its `main` is called with the inputs that it has parameters for. */
export function codeNode(port: CodePort): ComponentType {
  const mainOf = (config: ValueObject): InspectedCode['main'] | undefined =>
    port.inspected(codeOf(config))?.main;
  return {
    type: 'Code',
    role: 'work',
    config: { code: { type: 'string', required: true, program: true } },
    openInputs: (config) => mainOf(config)?.takes_any ?? true,
    remembers: (config) => rememberingBy(mainOf(config)),
    inputs: (config) => mainOf(config)?.inputs.map(inputPort) ?? [],
    outputs: () => ({ names: ['result'], open: true }),
    exposes: () => ({ code: 'log' }),
    check: (node, report) => checkCode(node, port, report),
    create: (node) => new Code(node, port),
  };
}

function codeOf(config: ValueObject): string {
  const code = own(config, 'code');
  return typeof code === 'string' ? code : '';
}

function scalarOf({ configTree }: CheckedNode): ScalarTree | undefined {
  const tree = child(configTree, 'code');
  return tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree : undefined;
}

class Code implements Component {
  readonly #port: CodePort;
  readonly #text: string;
  readonly #path: string;
  readonly #main: InspectedCode['main'] | undefined;
  readonly #calls: PythonCalls;

  constructor(node: FlowNode, port: CodePort) {
    this.#port = port;
    this.#text = codeOf(node.config);
    this.#path = codePath(node.id);
    this.#main = port.inspected(this.#text)?.main;
    const scalar = scalarOf(node);
    const places = scalar && new CodePlaces(this.#path, scalar, this.#text);
    const changes = this.#main?.changes_state === true;
    this.#calls = new PythonCalls(() => this.#open(), { keeps: false, changes }, places);
  }

  async run(inputs: PortValues, context: Context): Promise<PortValues> {
    const main = this.#main;
    const names = new Set(main?.inputs.map(({ name }) => name));
    const takes = (name: string): boolean => !main || main.takes_any || names.has(name);
    const given = objectOf(inputEntries(inputs).filter(([name]) => takes(name)));
    const value = await this.#calls.call(given, context);
    const entries = isObject(value) ? Object.entries(value) : [];
    return portsOf(entries.length > 0 ? entries : [['result', value]]);
  }

  restore(state: Value | undefined): void {
    this.#calls.restore(state);
  }

  close(): Promise<void> {
    return this.#calls.close();
  }

  async #open(): Promise<PythonInstance> {
    const workers = await this.#port.workers();
    const isAsync = this.#main?.kind.startsWith('async') === true;
    return workers.open({ kind: 'code', path: this.#path, text: this.#text, isAsync });
  }
}

/** Names of inputs that `config` has for something else. */
const taken: readonly string[] = ['code', 'parallel'];

function checkCode(node: CheckedNode, port: CodePort, report: Report): void {
  const scalar = scalarOf(node);
  const text = codeOf(node.config);
  const inspected = port.inspected(text);
  if (!scalar || !inspected) return;
  const at = placeIn.bind(undefined, scalar);
  codeDiagnostics(inspected.findings, text, at).forEach(report);
  const doubtful = inspected.main?.inputs.filter(({ name }) => taken.includes(name)) ?? [];
  for (const { name, span } of doubtful) {
    const finding = { code: 'code-main-name', variant: null, values: { name }, hint: null };
    codeDiagnostics([{ ...finding, file: '', span }], text, at).forEach(report);
  }
}
