/** A model as bisheng.yaml describes it, checked. */
export interface ModelConfig {
  readonly kind: 'chat' | 'embedding';
  /** Where the API is, without the slash at its end: `https://api.example.com/v1`. */
  readonly baseUrl: string;
  /** The name that the server knows it by. */
  readonly model: string;
  /** The environment variable that holds the key; none for servers that want none. */
  readonly keyVariable?: string;
  /** Seconds that may pass without a sign of it; {@link DEFAULT_SILENCE} unless given. */
  readonly timeout?: number;
  /** How many tokens a prompt and its answer may have together. */
  readonly contextTokens?: number;
  /** Sent with every request. `${env.NAME}` in a value is that variable. */
  readonly headers?: ReadonlyMap<string, string>;
}

/** The `models` of a bisheng.yaml. */
export interface ModelsConfig {
  /** The one that answers where a flow names none: a name below, `offline` or `echo`. */
  readonly default?: string;
  readonly models: ReadonlyMap<string, ModelConfig>;
}

/** Seconds: a large model on a small machine reads a long prompt before it says anything. */
export const DEFAULT_SILENCE = 120;

/** Names that mean something else: the models that are always there, and the key that names the default. */
export const reservedNames: readonly string[] = ['offline', 'echo', 'default'];

const VARIABLE = /\$\{env\.([A-Za-z_]\w*)\}/g;

/** The environment variables that a model's settings name. */
export function variablesOf({ keyVariable, headers = new Map() }: ModelConfig): string[] {
  const inHeaders = [...headers.values()].flatMap((value) =>
    [...value.matchAll(VARIABLE)].flatMap(([, name]) => name ?? []),
  );
  return keyVariable === undefined ? inHeaders : [keyVariable, ...inHeaders];
}

/** A header's value with its variables filled in by `value`. */
export function filledHeader(header: string, value: (variable: string) => string): string {
  return header.replace(VARIABLE, (_, name: string) => value(name));
}

/** What the environment holds for the variables that models name: no event, message or file may show it. */
export function modelSecrets(
  { models }: ModelsConfig,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const variables = new Set([...models.values()].flatMap(variablesOf));
  return [...variables].flatMap((name) => {
    const value = environment[name]?.trim() ?? '';
    return value === '' ? [] : [value];
  });
}
