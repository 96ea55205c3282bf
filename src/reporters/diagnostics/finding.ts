import type { Severity } from '../../diagnostics/codes.ts';
import { message, type Say } from '../../messages/message.ts';
import { foreign, foreignLines } from '../text/foreign.ts';
import type { Theme } from '../text/theme.ts';

/** Something that was found in a file or went wrong in a run, all in words. */
export interface Finding {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** `file:line:column` */
  readonly place?: string | undefined;
  /** The lines around it, with a marker. */
  readonly frame?: string | undefined;
  readonly hint?: string | undefined;
  /** Further lines that we wrote ourselves. */
  readonly notes?: readonly string[];
  readonly related?: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly message: string;
  readonly place: string;
  readonly frame: string;
}

/** A finding as lines: place, severity, sentence and code; the code frame; what explains it; what to do. */
export function findingLines(finding: Finding, say: Say, theme: Theme): string[] {
  const colour = { error: theme.bad, warning: theme.warn, info: theme.accent }[finding.severity];
  const [first = '', ...rest] = foreignLines(finding.message);
  const place = finding.place === undefined ? '' : `${theme.bold(foreign(finding.place))}: `;
  const colon = say(message('report/colon'));
  const severity = colour(say(message(`report/${finding.severity}`)));
  return [
    `${place}${severity}${colon}${first} ${theme.dim(`[${foreign(finding.code)}]`)}`,
    ...rest.map(indented),
    ...frameLines(finding.frame, theme, colour),
    ...(finding.notes ?? []).map(indented),
    ...(finding.related ?? []).flatMap((related) => [
      `  ${theme.bold(foreign(related.place))}: ${foreign(related.message)}`,
      ...frameLines(related.frame, theme, theme.accent).map(indented),
    ]),
    ...hintLines(finding.hint, say, theme),
  ];
}

function hintLines(hint: string | undefined, say: Say, theme: Theme): string[] {
  if (hint === undefined) return [];
  const [first = '', ...rest] = foreignLines(hint);
  const label = theme.accent(say(message('report/hint')));
  return [`  ${label}${say(message('report/colon'))}${first}`, ...rest.map(indented)];
}

/** The frame, its line numbers dim and the marker below in colour. */
function frameLines(frame: string | undefined, theme: Theme, colour: Theme['bad']): string[] {
  if (frame === undefined || frame === '') return [];
  return foreignLines(frame).map((line) => {
    const [, gutter = '', text = ''] = /^([ >\d]*[|│]?)(.*)$/s.exec(line) ?? [];
    return `  ${theme.dim(gutter)}${/^[\s^~]+$/.test(text) ? colour(text) : text}`;
  });
}

function indented(line: string): string {
  return `  ${line}`;
}
