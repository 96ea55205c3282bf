import type { Location } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import type { FlowExpression } from '../flow/flow.ts';
import type { GivenValue } from '../flow/parameters/bind-parameters.ts';
import type { Value, ValueObject } from '../flow/value.ts';
import type { Matcher } from './matcher.ts';
import type { Mock } from './read-mock.ts';

/** A file of tests: what it says, checked in itself. */
export interface TestFile {
  readonly source: SourceFile;
  /** Absolute. */
  readonly absolute: string;
  /** The path of the flow as the file has it, relative to the file. */
  readonly flow: { readonly path: string; readonly location: Location };
  readonly tests: readonly FlowTest[];
}

/** One test, with what the file says for all of them. */
export interface FlowTest {
  readonly name: string;
  /** Where its name stands. */
  readonly location: Location;
  /** Run inputs by name. */
  readonly inputs: ValueObject;
  readonly parameters: ReadonlyMap<string, GivenValue>;
  /** Variables on top of the project's environment, for `${env.NAME}` and parameters with `env`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The model that answers in place of all that the flow names. */
  readonly model: Named<string> | undefined;
  /** By the id of the node that they stand in for. */
  readonly mocks: ReadonlyMap<string, Named<Mock>>;
  /** What people answer, by the node that asks; one after the other. */
  readonly answers: ReadonlyMap<string, Named<readonly Value[]>>;
  /** Seconds. */
  readonly timeout: number | undefined;
  /** Why it is left out. */
  readonly skip: string | undefined;
  readonly expect: Expectation;
}

/** Something with the place of its name in the file. */
export interface Named<T> {
  readonly value: T;
  readonly location: Location;
}

export const runStatuses = ['succeeded', 'failed', 'waiting'] as const;
export type ExpectedStatus = (typeof runStatuses)[number];

/** What a run must be like. What is absent is not looked at. */
export interface Expectation {
  readonly status: Named<ExpectedStatus>;
  /** Facts of the error: `code`, `message`, `node`. */
  readonly error: ReadonlyMap<string, Matcher> | undefined;
  /** The one value that it returns, or all by name. */
  readonly output: Matcher | undefined;
  /** Some of what it returns, by name. */
  readonly outputs: ReadonlyMap<string, Named<Matcher>>;
  readonly ran: readonly Named<string>[];
  readonly skipped: readonly Named<string>[];
  /** By router: the arm that it took, or those of all rounds. */
  readonly route: ReadonlyMap<string, Named<readonly string[]>>;
  /** By node: some of its outputs by name. */
  readonly nodes: ReadonlyMap<string, Named<ReadonlyMap<string, Named<Matcher>>>>;
  /** By node: how often, and with which inputs, it was called. */
  readonly calls: ReadonlyMap<string, Named<CallExpectation>>;
  /** What models were asked. */
  readonly prompts: Named<CallExpectation> | undefined;
  /** Requests to servers. */
  readonly requests: Named<CallExpectation> | undefined;
  /** Codes of warnings. */
  readonly warnings: readonly Named<string>[];
  /** Must all be true. */
  readonly expressions: readonly FlowExpression[];
}

/** How often something was called, and what each call, or at least one, was like. */
export interface CallExpectation {
  readonly count: number | undefined;
  readonly each: readonly Matcher[] | undefined;
  readonly some: Matcher | undefined;
}
