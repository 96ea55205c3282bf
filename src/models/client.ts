import OpenAI from 'openai';
import type { Door } from '../http/door.ts';
import { fetchThrough } from '../http/fetch.ts';
import { withErrorBodies } from './error-body.ts';
import { filledHeader, type ModelConfig } from './model-config.ts';
import { ModelFailure } from './model-failure.ts';
import { withCauses } from './with-causes.ts';

/** Longer than any answer takes: silence is watched elsewhere, and a person can always cancel. */
const LONG_MS = 24 * 60 * 60 * 1000;
/** What a header may hold. */
const sendable = /^[\t\x20-\x7e]*$/;
/** What the SDK would tell every server about this machine. */
const untold = [
  'Arch',
  'Lang',
  'OS',
  'Package-Version',
  'Retry-Count',
  'Runtime',
  'Runtime-Version',
  'Timeout',
];

/**
 * The SDK's client for a model. It takes nothing from the environment by itself, tries everything once, and sends through the
 * door. Throws {@link ModelFailure} `model-key-missing`, `model-key`.
 */
export function createClient(
  name: string,
  config: ModelConfig,
  environment: Readonly<Record<string, string | undefined>>,
  door: Pick<Door, 'open'>,
): OpenAI {
  const variable = (wanted: string): string => {
    const value = environment[wanted]?.trim();
    const values = { name, variable: wanted };
    if (value && !sendable.test(value)) throw new ModelFailure('model-key/form', values);
    if (value) return value;
    throw new ModelFailure('model-key-missing', values, { hint: 'model-key-missing/hint' });
  };
  const { keyVariable, headers = new Map<string, string>() } = config;
  const key = keyVariable === undefined ? undefined : variable(keyVariable);
  return new OpenAI({
    baseURL: config.baseUrl,
    // It insists on one, also where none is needed; the header is taken away again.
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: LONG_MS,
    logLevel: 'off',
    fetch: withErrorBodies(
      withCauses(
        fetchThrough((request) => door.open({ ...request, model: name }), {
          idleMs: LONG_MS,
          timeoutMs: LONG_MS,
        }),
      ),
    ),
    defaultHeaders: {
      ...Object.fromEntries(untold.map((part) => [`X-Stainless-${part}`, null])),
      'User-Agent': 'bisheng',
      ...(key === undefined && { Authorization: null }),
      ...Object.fromEntries([...headers].map(([k, v]) => [k, filledHeader(v, variable)])),
    },
  });
}
