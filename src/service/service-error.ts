import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Value } from '../flow/value.ts';
import type { Message } from '../messages/message.ts';

/**
 * Why the service does not do what it is asked to. `flow-missing`, `run-missing`: there is none that this user may see;
 * `flow-invalid`: errors keep it from running; `parameters`: values that the flow doesn't take; `input`: something about a run's inputs or
 * answers; `state`: the run is not in a state for that; `key-reused`: an idempotency key came with another request; `busy`: too
 * many runs; `result-too-large`: what a run has returned is kept, but not sent; `closing`: the process is about to end; `store`: it can't be written down.
 */
export type ServiceProblem =
  | 'flow-missing'
  | 'flow-invalid'
  | 'run-missing'
  | 'parameters'
  | 'input'
  | 'state'
  | 'key-reused'
  | 'busy'
  | 'result-too-large'
  | 'closing'
  | 'store';

/** A run input that a flow can't take. */
export interface WrongInput {
  /** `missing`, or one that nobody knows; else what it is not: a text, JSON, a list. */
  readonly kind: 'missing' | 'unknown' | 'text' | 'json' | 'list';
  readonly name: string;
  /** As given; all inputs where it is missing. */
  readonly value: Value;
}

/** What somebody who asks has to know; nothing of a flow's inside stands in it but findings about what was given. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly problem: ServiceProblem;
  readonly text: Message;
  readonly findings: readonly Diagnostic[];
  /** The run input that is to blame. */
  readonly input: WrongInput | undefined;

  constructor(
    problem: ServiceProblem,
    text: Message,
    findings: readonly Diagnostic[] = [],
    input?: WrongInput,
  ) {
    super(problem);
    this.problem = problem;
    this.text = text;
    this.findings = findings;
    this.input = input;
  }
}
