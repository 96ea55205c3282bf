import { createHash } from 'node:crypto';
import { isObject, own, type Value } from '../flow/value.ts';
import { message, type Language, type Say } from '../messages/message.ts';
import { count, duration } from '../reporters/text/numbers.ts';
import type { NodeReport } from './executions.ts';
import { markup, trusted, type Html } from './markup.ts';
import { before } from './before.ts';
import { errorHtml, nodeHtml, time, type NodeLook } from './node-html.ts';
import { reportStyle } from './report-style.ts';
import type { ReportedRun } from './reported-run.ts';
import { runPicture } from './run-picture.ts';
import { badge } from './status.ts';
import { timelineHtml } from './timeline-html.ts';
import { toldBy, type Told } from './told.ts';
import { Values } from './value-html.ts';

/** What the page may do: nothing but look as it was made to look. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** More nodes than this are not told of one by one. */
const NODES = 500;

interface Look {
  readonly say: Say;
  readonly values: Values;
}

/**
 * A page about a run, in one file that needs nothing else: no script, no network. `language` is that of `say`. Whatever a
 * flow, a model or a component has written is text in it.
 */
export async function reportHtml(run: ReportedRun, say: Say, language: Language): Promise<string> {
  const { record, drawing } = run;
  const told = toldBy(run.events);
  const { nodes } = told;
  const inputs = run.inputs(endsOf(nodes.slice(0, NODES)));
  const look = { say, values: new Values(say) };
  const title = say(message('run-report/title', { flow: record.flow }));
  // In this order the values that matter most have room first.
  const result = resultHtml(run, told, look);
  const given = givenHtml(run, look);
  const places = placesOf(nodes);
  const each = nodesHtml(nodes, { ...look, inputs, before: before(drawing), places });
  const picture = await runPicture(drawing, nodes, say);
  const sections: readonly (readonly [id: SectionId, content: Html | undefined])[] = [
    ['result', result],
    ['graph', picture],
    ['timeline', timelineHtml(told.stretches, told.begins, nodes, say)],
    ['given', given],
    ['nodes', each],
    ['warnings', warningsHtml(told, say)],
    ['usage', usageHtml(told, say)],
    ['text', textHtml(run, look)],
  ];
  const there = sections.filter(([, content]) => content !== undefined);
  const page = markup`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="bisheng">
<title>${title}</title>
<style>${trusted(reportStyle)}</style>
</head>
<body>
<a class="skip" href="#result">${say(message('run-report/skip'))}</a>
${headHtml(run, told, say)}
<nav aria-label="${say(message('run-report/contents'))}"><ul>${there.map(
    ([id]) => markup`<li><a href="#${id}">${say(message(`run-report/section-${id}`))}</a></li>`,
  )}</ul></nav></header>
<main>
${there.map(
  ([id, content]) =>
    markup`<section id="${id}" aria-labelledby="h-${id}">
      <h2 id="h-${id}">${say(message(`run-report/section-${id}`))}</h2>
      ${content}
    </section> `,
)}</main>
<footer>${look.values.cut > 0 ? markup`<p>${say(message('run-report/values-cut', { n: look.values.cut, id: record.id }))}</p>` : undefined}
<p>${say(message('run-report/made-by'))}</p></footer>
</body>
</html>
`;
  return page.toString();
}

type SectionId =
  'result' | 'graph' | 'timeline' | 'given' | 'nodes' | 'warnings' | 'usage' | 'text';

/** Its element stays open: the contents belong to it. */
function headHtml({ record }: ReportedRun, { last }: Told, say: Say): Html {
  const { id, flow, file, status, started_at, ended_at, duration_ms, sessions } = record;
  const usage = last?.type === 'run_finished' ? last.usage : undefined;
  const facts: readonly (readonly [FactId, Html | undefined])[] = [
    ['run', markup`<code>${id}</code>`],
    ['file', file === flow ? undefined : markup`<bdi>${file}</bdi>`],
    ['started', time(started_at)],
    ['ended', ended_at === undefined ? undefined : time(ended_at)],
    ['took', duration_ms === undefined ? undefined : markup`${duration(duration_ms, say)}`],
    ['sessions', sessions.length > 1 ? markup`${sessions.length}` : undefined],
    [
      'tokens',
      usage
        ? markup`${say(message('run-report/tokens', { in: count(usage.prompt_tokens), out: count(usage.completion_tokens) }))}`
        : undefined,
    ],
  ];
  return markup`<header>
    <h1><bdi>${flow}</bdi> ${badge(status, say)}</h1>
    <dl class="overview">
      ${facts.map(([name, fact]) =>
        fact
          ? markup`<dt>${say(message(`run-report/fact-${name}`))}</dt>
              <dd>${fact}</dd>`
          : undefined,
      )}
    </dl>`;
}

type FactId = 'run' | 'file' | 'started' | 'ended' | 'took' | 'sessions' | 'tokens';

/** What came of it: what it returned, what went wrong, what it asks. */
function resultHtml({ record }: ReportedRun, { last }: Told, { say, values }: Look): Html {
  if (last?.type === 'run_finished' && last.status === 'succeeded')
    return values.named(last.outputs);
  const error = last?.type === 'run_finished' ? last.error : record.error;
  if (error) return errorHtml(error, say);
  const asked = (record.questions ?? []).map(
    ({ node, prompt, options = [] }) =>
      markup`<div class="question">
        <h3><bdi>${node}</bdi></h3>
        ${values.one(prompt)}${
          options.length > 0
            ? markup`<ul>
                ${options.map((option) => markup`<li><bdi>${option}</bdi></li>`)}
              </ul>`
            : undefined
        }
      </div>`,
  );
  if (asked.length > 0)
    return markup`<p>${say(message('run-report/asks'))}</p>
      ${asked}`;
  return markup`<p class="none">${say(message('run-report/no-result'))}</p>`;
}

/** What the run was begun with. */
function givenHtml({ record: { origin } }: ReportedRun, { say, values }: Look): Html | undefined {
  const secret = own(origin, 'secret_parameters');
  const names = Array.isArray(secret)
    ? secret.filter((name: Value) => typeof name === 'string')
    : [];
  const parts = (['inputs', 'parameters'] as const).flatMap((key) => {
    const given = own(origin, key);
    if (!isObject(given) || Object.keys(given).length === 0) return [];
    return [
      markup`<h3>${say(message(`run-report/given-${key}`))}</h3>
        ${values.named(given)}`,
    ];
  });
  if (names.length > 0)
    parts.push(markup`<p class="cut">${say(message('run-report/secret', { names }))}</p>`);
  return parts.length > 0 ? markup`${parts}` : undefined;
}

/** The events that tell the ends of the executions that are shown. */
function endsOf(nodes: readonly NodeReport[]): Set<number> {
  return new Set(nodes.flatMap(({ executions }) => executions.flatMap(({ end }) => end ?? [])));
}

function placesOf(nodes: readonly NodeReport[]): Map<string, number> {
  return new Map(nodes.slice(0, NODES).map(({ id }, n) => [id, n]));
}

function nodesHtml(nodes: readonly NodeReport[], look: NodeLook): Html {
  const left = nodes.length - NODES;
  return markup`${nodes.slice(0, NODES).map((node, n) => nodeHtml(node, n, look))}${
    left > 0
      ? markup`<p class="cut">${look.say(message('run-report/nodes-left', { n: left }))}</p>`
      : undefined
  }`;
}

function warningsHtml({ warnings, moreWarnings: left }: Told, say: Say): Html | undefined {
  if (warnings.length === 0) return undefined;
  return markup`<ul class="notes">
      ${warnings.map(
        ({ code, message: words, node, time: iso }) =>
          markup`<li>
            ${time(iso)}
            ${node === undefined ? undefined : markup`<strong><bdi>${node}</bdi></strong> `}<bdi
              class="text"
              >${words.slice(0, 10_000)}</bdi
            >
            <code>${code}</code>
          </li>`,
      )}
    </ul>
    ${left > 0 ? markup`<p class="cut">${say(message('run-report/notes-left', { n: left }))}</p>` : undefined}`;
}

/** Tokens of language models, by node. */
function usageHtml({ nodes, last }: Told, say: Say): Html | undefined {
  const rows = nodes.flatMap(({ id, usage }) => {
    if (!usage) return [];
    const read = count(usage.prompt_tokens);
    const wrote = count(usage.completion_tokens);
    const all = count(usage.total_tokens);
    return [
      markup`<tr>
        <th scope="row"><bdi>${id}</bdi></th>
        <td class="num">${read}</td>
        <td class="num">${wrote}</td>
        <td class="num">${all}</td>
      </tr>`,
    ];
  });
  if (rows.length === 0) return undefined;
  const total = last?.type === 'run_finished' ? last.usage : undefined;
  const column = (key: 'node' | 'read' | 'wrote' | 'tokens'): Html =>
    markup`<th scope="col">${say(message(`run-report/column-${key}`))}</th>`;
  return markup`<div
    class="scroll"
    tabindex="0"
    role="group"
    aria-label="${say(message('run-report/section-usage'))}"
  >
    <table class="usage">
      <thead>
        <tr>
          ${column('node')}${column('read')}${column('wrote')}${column('tokens')}
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, NODES)}
      </tbody>
      ${
        total
          ? markup`<tfoot>
              <tr>
                <th scope="row">${say(message('run-report/total'))}</th>
                <td class="num">${count(total.prompt_tokens)}</td>
                <td class="num">${count(total.completion_tokens)}</td>
                <td class="num">${count(total.total_tokens)}</td>
              </tr>
            </tfoot>`
          : undefined
      }
    </table>
  </div>`;
}

function textHtml({ text }: ReportedRun, { say, values }: Look): Html | undefined {
  if (text === undefined) return undefined;
  return markup`<details class="source">
    <summary>${say(message('run-report/show-text'))}</summary>
    ${values.open(text)}
  </details>`;
}
