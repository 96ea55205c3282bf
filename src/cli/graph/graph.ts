import { drawFlow, type Drawing } from '../../drawing/drawing.ts';
import { SecretMask } from '../../engine/secrets.ts';
import { message } from '../../messages/message.ts';
import type { FlowTree } from '../../project/flow-tree.ts';
import { loadFlow } from '../../project/load-flow.ts';
import { Projects } from '../../project/projects.ts';
import { UsageError } from '../../project/usage-error.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { openFlow } from '../open-flow.ts';
import { readParameterFlags, type ParameterFlags } from '../parameters.ts';
import { speak, type Terminal } from '../terminal.ts';
import { writeDocument } from '../write-document.ts';
import { pictureFormat, type GraphFormat } from './picture-file.ts';

/** The flags of `bisheng graph`, as written. */
export interface GraphOptions extends ParameterFlags {
  readonly format?: GraphFormat;
  /** A path. */
  readonly output?: string;
  readonly depth?: string;
  readonly lang?: string;
}

/** Sub-flows in each other are opened to this depth where nobody says another. */
const DEPTH = 20;

/** `bisheng graph`: a picture of a flow in which nothing is wrong. */
export async function graph(
  name: string,
  options: GraphOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const depth = readDepth(options.depth);
  const { folder, environment } = terminal;
  const projects = new Projects({ folder, environment, flags: { lang: options.lang } });
  try {
    const opened = await openFlow(name, options.lang, terminal);
    const { project, types } = await projects.of(opened.root);
    speak(terminal, project.settings.lang);
    const format = await pictureFormat(options.format, options.output, opened.absolute, folder);
    const given = await readParameterFlags(options, terminal);
    const loaded = await loadFlow(await opened.read(types), opened.absolute, () => given, {
      types: types.registry,
      prepare: (names) => types.prepare(names),
      readCode: (tree) => types.readCode(tree),
      environment: project.environment,
      folder,
      allowMissing: true,
    });
    const { tree, parameterErrors, secrets } = loaded;
    // A picture is drawn of what is there: doubts are for `validate`.
    const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
    if (reportFindings([...project.diagnostics, ...errors], terminal) || !tree) {
      return parameterErrors.length > 0 ? exitCode.usage : exitCode.failed;
    }
    const mask = new SecretMask([...secrets]);
    const look = { ...options, depth, format };
    const document = await documentOf(tree, mask, look, terminal);
    return await writeDocument(document, options.output, terminal);
  } finally {
    await projects.close();
  }
}

interface Look extends Pick<GraphOptions, 'output'> {
  readonly depth: number;
  readonly format: GraphFormat;
}

async function documentOf(
  tree: FlowTree,
  mask: SecretMask,
  look: Look,
  terminal: Terminal,
): Promise<string> {
  const drawing = drawFlow(tree, { depth: look.depth, mask: (text) => mask.text(text) });
  return mask.text(await drawn(drawing, look, terminal));
}

async function drawn(
  drawing: Drawing,
  { format, output }: Look,
  { say, unicode, stdout }: Terminal,
): Promise<string> {
  switch (format) {
    case 'text': {
      const { drawingText } = await import('../../drawing/text/text.ts');
      const width = output === undefined && stdout.isTTY ? stdout.columns : undefined;
      return drawingText(drawing, { say, unicode, width });
    }
    case 'mermaid':
      return (await import('../../drawing/mermaid.ts')).mermaid(drawing, say);
    case 'dot':
      return (await import('../../drawing/dot.ts')).dot(drawing, say);
    case 'svg':
      return (await (await import('../../drawing/svg/svg.ts')).svg(drawing, say)) ?? tooLarge();
  }
}

function tooLarge(): never {
  throw new UsageError(message('graph-too-large'), message('graph-too-large/hint'));
}

function readDepth(value: string | undefined): number {
  if (value === undefined) return DEPTH;
  if (!/^\d{1,3}$/.test(value)) throw new UsageError(message('graph-depth', { value }));
  return Number(value);
}
