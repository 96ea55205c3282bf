import type { RunEvent } from '../engine/run-event.ts';
import { StretchFinder, type Stretches } from '../reporters/runs/stretches.ts';
import { NodeReports, type NodeReport } from './executions.ts';
import type { SessionBegin } from './timeline-html.ts';

type Warning = Extract<RunEvent, { readonly type: 'warning' }>;

/** More warnings than these are not told of one by one. */
const WARNINGS = 100;

/** What a report tells of a run's events. */
export interface Told {
  readonly nodes: readonly NodeReport[];
  readonly stretches: Stretches;
  readonly begins: readonly SessionBegin[];
  /** The first ones. */
  readonly warnings: readonly Warning[];
  /** How many others there are. */
  readonly moreWarnings: number;
  readonly last: RunEvent | undefined;
}

/** Goes through the events of a run once, and holds no more of them than is shown. */
export function toldBy(events: Iterable<RunEvent>): Told {
  const reports = new NodeReports();
  const finder = new StretchFinder();
  const begins: SessionBegin[] = [];
  const warnings: Warning[] = [];
  let moreWarnings = 0;
  let last: RunEvent | undefined;
  for (const event of events) {
    reports.add(event);
    const at = finder.add(event);
    if (event.type === 'run_started') begins.push({ at, time: event.time });
    if (event.type === 'warning') {
      if (warnings.length < WARNINGS) warnings.push(event);
      else moreWarnings++;
    }
    last = event;
  }
  const nodes = reports.all();
  return { nodes, stretches: finder.end(), begins, warnings, moreWarnings, last };
}
