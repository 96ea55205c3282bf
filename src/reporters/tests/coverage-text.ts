import { position } from '../../diagnostics/code-frame.ts';
import { percentOf, shareOf, type FlowCoverage, type Share } from '../../flow-tests/coverage.ts';
import { message, type MessageKey, type Say } from '../../messages/message.ts';
import { foreign } from '../text/foreign.ts';
import type { Theme } from '../text/theme.ts';
import { pad, widthOf } from '../text/width.ts';

/** What the tests have reached of each flow, as a table, and below each flow what they have not. */
export function coverageText(flows: readonly FlowCoverage[], say: Say, theme: Theme): string {
  const words = (key: MessageKey): string => say(message(key));
  const rows = [
    [
      words('coverage-flow'),
      '%',
      words('coverage-nodes'),
      words('coverage-arms'),
      words('coverage-exits'),
    ],
    ...flows.map((flow) => row(foreign(flow.file), [flow])),
    ...(flows.length > 1 ? [row(words('coverage-all'), flows)] : []),
  ];
  const widths = (rows[0] ?? []).map((_, n) =>
    Math.max(...rows.map((cells) => widthOf(cells[n] ?? ''))),
  );
  const lines = rows.map((cells, n) => {
    const [name = '', ...shares] = cells;
    const right = shares.map((cell, m) => {
      const room = widths[m + 1] ?? 0;
      return ' '.repeat(Math.max(0, room - widthOf(cell))) + cell;
    });
    const line = [pad(name, widths[0] ?? 0), ...right].join('  ').trimEnd();
    return n === 0 ? theme.dim(line) : line;
  });
  return ['', ...lines, ...missedLines(flows, say, theme), ''].join('\n');
}

function row(name: string, flows: readonly FlowCoverage[]): string[] {
  const share = ({ reached, total }: Share): string => (total === 0 ? '–' : `${reached}/${total}`);
  return [
    name,
    String(percentOf(shareOf(flows))),
    share(shareOf(flows, 'node')),
    share(shareOf(flows, 'arm')),
    share(shareOf(flows, 'exit')),
  ];
}

function missedLines(flows: readonly FlowCoverage[], say: Say, theme: Theme): string[] {
  const missed = flows.flatMap(({ items }) => items.filter(({ reached }) => !reached));
  if (missed.length === 0) return [];
  const lines = missed.map(({ name, location }) => {
    const { line, column } = position(location);
    return `  ${foreign(`${location.file.path}:${line}:${column}`)}: ${foreign(name)}`;
  });
  return ['', theme.dim(say(message('coverage-missed'))), ...lines];
}
