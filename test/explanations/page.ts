import { codes, type DiagnosticCode } from '../../src/diagnostics/codes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Explanation, Explanations } from '../../src/diagnostics/explanations/explanations.ts';
import { sayIn, type Language } from '../../src/messages/message.ts';
import { prettyDiagnostics } from '../../src/reporters/diagnostics/pretty-diagnostics.ts';
import type { Example, ShownFile } from './example.ts';
import { play, type Told } from './play.ts';
import type { Scene } from './situation.ts';

const words = {
  en: {
    error: 'Error',
    warning: 'Warning',
    info: 'Note',
    stop: '. ',
    wrong: 'Wrong',
    right: 'Right',
    index: 'Findings',
    about:
      'Every code that `bisheng` uses, with what it means. `bisheng explain CODE` shows the page of one at the terminal.',
    columns: ['code', 'severity', 'meaning'],
  },
  zh: {
    error: '错误',
    warning: '警告',
    info: '说明',
    stop: '：',
    wrong: '错误示例',
    right: '正确示例',
    index: '问题代码',
    about:
      '`bisheng` 使用的全部代码及其含义。`bisheng explain CODE` 可以在终端里显示单个代码的说明。',
    columns: ['代码', '级别', '含义'],
  },
} as const;

/** How many findings of its code a page shows. */
const SHOWN = 3;
/** A wrong text that is longer is shown in part: its mistake is that it is large. A right one never is. */
const LINES = 40;
const COLUMNS = 150;
const large: readonly string[] = [
  'canvas-json',
  'expression-limit',
  'http-too-large',
  'loop-too-deep',
  'yaml-too-deep',
];

/** The page of a code: what it means, why it matters and what to do, a wrong example with what is said, a right one. */
export async function pageOf(
  code: DiagnosticCode,
  { means, advice }: Explanation,
  example: Example | undefined,
  language: Language,
): Promise<string> {
  const said = words[language];
  const parts = [
    `# ${code}`,
    `**${said[codes[code]]}**${said.stop}${means}`,
    advice,
    ...(example ? await examplePartsOf(code, example, language) : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

async function examplePartsOf(
  code: DiagnosticCode,
  example: Example,
  language: Language,
): Promise<string[]> {
  const { wrong, right } = words[language];
  if (example.kind === 'files') {
    const found = example.findings.filter((finding) => finding.code === code).slice(0, SHOWN);
    return [
      `## ${wrong}`,
      ...example.wrong.map((file) =>
        fileFence(file, example.wrong.length > 1, large.includes(code)),
      ),
      fence('text', inWords(found, language)),
      `## ${right}`,
      ...example.right.map((file) => fileFence(file, example.right.length > 1)),
    ];
  }
  const { situation } = example;
  const told = await play(situation.wrong, language);
  return [
    `## ${wrong}`,
    ...sceneParts(
      situation.wrong,
      told.map((said) => aboutIn(said, code)),
      large.includes(code),
    ),
    `## ${right}`,
    ...sceneParts(situation.right, []),
  ];
}

function sceneParts(
  { files, commands }: Scene,
  told: readonly string[],
  isLarge = false,
): string[] {
  const shown = files.filter(({ name }) => !name.startsWith('⟪'));
  const session = commands.flatMap((command, n) => {
    const line = command.replace(/ ?⟪[^⟫]*⟫/g, '').trim();
    return line === '' ? [] : [[`$ ${line}`, ...(told[n] ? [told[n]] : [])].join('\n')];
  });
  return [
    ...shown.map((file) => fileFence(file, true, isLarge)),
    ...(session.length > 0 ? [fence('text', session.join('\n'))] : []),
  ];
}

/** What a command says about a code, without what differs from run to run. */
function aboutIn({ stdout, stderr }: Told, code: string): string {
  return findingsAbout(stderr, code) || errorIn(stdout, code);
}

/** The `error` of a code in JSON, which alone tells the code where a sentence is said without. */
function errorIn(stdout: string, code: string): string {
  const [error] = new RegExp(`"error": ?\\{\\s*"code": ?"${code}"[^}]*\\}`).exec(stdout) ?? [];
  return error === undefined ? '' : `… ${error.replace(/\n {2}/g, '\n')} …`;
}

function findingsAbout(stderr: string, code: string): string {
  const findings: string[] = [];
  let isIn = false;
  for (const line of stderr.split('\n')) {
    const [, told] = /\[([a-z\d-]+)\](?: |$)/.exec(line) ?? [];
    if (told !== undefined) isIn = told === code;
    // How the run goes on is not about the code.
    else if (/^(?: +[\d.]+ (?:m?s|毫?秒) |[✔✖⏸])/.test(line)) isIn = false;
    if (line === '') isIn = false;
    if (!isIn) continue;
    // Faults stand in for servers: they are not shown.
    const plain = line
      .replace(/^ +[\d.]+ (?:m?s|毫?秒) +/, '')
      .replace(/\d\.\d(?= (?:s|秒))/g, '0.5')
      .replace(/[:：] ?--fault \S+/, '')
      .replace(/127\.0\.0\.1:\d{5}/g, 'proxy.example.com:3128');
    if (plain.includes('--fault')) continue;
    if (told === undefined) findings.push(`${findings.pop() ?? ''}\n${plain}`);
    else findings.push(plain);
  }
  return [...new Set(findings)].slice(0, SHOWN).join('\n');
}

function inWords(findings: readonly Diagnostic[], language: Language): string {
  const options = { files: 1, say: sayIn(language), color: false, unicode: true };
  const text = prettyDiagnostics(findings, options);
  // Without the summary at its end; the sentences of Python itself differ from version to version.
  return text
    .replace(/\n[^\n]+\n$/, '')
    .trimEnd()
    .replace(/(Python )3\.\d+( [^:：]*[:：]).*?(?= \[)/g, '$13.x$2 …');
}

/** What fences call the endings of files, where that is another word. */
const languages = new Map([
  ['py', 'python'],
  ['md', 'markdown'],
  ['sh', 'bash'],
  ['env', 'bash'],
]);

function fileFence({ name, text }: ShownFile, named: boolean, isLarge = false): string {
  const part = isLarge ? shortened : (whole: string): string => whole;
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const language = languages.get(ending) ?? ending;
  if (ending === 'md') return fence(language, part(named ? `<!-- ${name} -->\n${text}` : text));
  if (!named || /^(?:jsonl|txt|bin)$/.test(ending)) return fence(language, part(text));
  return fence(language, part(text.replace(/^(?:#!.*\n)?/, (first) => `${first}# ${name}\n`)));
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.replace(/\n+$/, '')}\n\`\`\``;
}

function shortened(text: string): string {
  const lines = text.replace(/\n+$/, '').split('\n');
  const cut = lines.map((line) =>
    line.length > COLUMNS ? `${line.slice(0, COLUMNS - 1)}…` : line,
  );
  return cut.length > LINES ? [...cut.slice(0, LINES / 2), '# …'].join('\n') : cut.join('\n');
}

/** The page that lists all codes. */
export function indexPage(explanations: Explanations, language: Language): string {
  const { index, about, columns, ...said } = words[language];
  const rows = Object.entries(codes).map(([code, severity]) => {
    const means = explanations[code as DiagnosticCode]?.means ?? '';
    return `| [\`${code}\`](${code}.md) | ${said[severity]} | ${means.replaceAll('|', '\\|')} |`;
  });
  const table = [`| ${columns.join(' | ')} |`, '|---|---|---|', ...rows];
  return `# ${index}\n\n${about}\n\n${table.join('\n')}\n`;
}
