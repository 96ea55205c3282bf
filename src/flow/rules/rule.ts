import type { Location, Related, Report } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../checks/facts.ts';
import type { Exclusive } from '../graph/exclusive.ts';
import type { Ground } from './ground.ts';
import type { NamePlace } from './name-place.ts';

/** A flow with all that rules want to know of it. */
export interface RuleContext extends Ground {
  /** Names of the flow's parameters. */
  readonly parameters: ReadonlySet<string>;
  readonly exclusive: Exclusive;
  /** Ties that were looked for, by the nodes that were looked at. */
  readonly ties: Map<readonly number[], [number, number] | undefined>;
  /** The node's id that somebody most likely meant. */
  readonly nearestId: (id: string) => string | undefined;
  /** Whether two nodes stand in the body of one loop. */
  readonly inOneLoop: (a: number, b: number) => boolean;
  /** All texts of the flow that use names. */
  readonly places: readonly NamePlace[];
  /** What is known of its values. */
  readonly facts: Facts;
  /** What follows from a condition whose answer never changes, by its place: it is told with the finding about that. */
  readonly consequences: Map<Location, Related[]>;
  readonly report: Report;
}

/** Looks at a whole flow for one kind of mistake, and reports each place. */
export type Rule = (context: RuleContext) => void;
