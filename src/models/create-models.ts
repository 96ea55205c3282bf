import { echo } from './echo.ts';
import type { ModelConfig, ModelsConfig } from './model-config.ts';
import { ModelFailure } from './model-failure.ts';
import type { ChatAnswer, ChatRequest, Models } from './models.ts';
import { answerOffline } from './offline.ts';
import type { RemoteModel, Surroundings } from './remote-model.ts';
import { unknownModel } from './unknown-model.ts';

export interface ModelsOptions extends Surroundings {
  readonly config: ModelsConfig;
}

/** The models that answer here, on this machine. */
const local: ReadonlyMap<string, (request: ChatRequest) => ChatAnswer> = new Map([
  ['offline', answerOffline],
  ['echo', echo],
]);

/** The models of a project; what talks to servers is loaded with the first question to one. */
export function createModels(options: ModelsOptions): Models {
  const { models, default: chosen } = options.config;
  const named = (kind: ModelConfig['kind']): string[] =>
    [...models].filter(([, model]) => model.kind === kind).map(([name]) => name);
  const configured = named('chat');
  const fallback = chosen ?? configured[0] ?? 'offline';
  const embedding = named('embedding')[0];
  const names = [...configured, ...local.keys()];
  const remotes = new Map<string, Promise<RemoteModel>>();

  const unknown = (name: string): ModelFailure =>
    unknownModel(name, { names: () => names, embedding });
  const remote = (name: string): Promise<RemoteModel> => {
    let found = remotes.get(name);
    if (!found) {
      const config = models.get(name);
      if (!config) throw unknown(name);
      found = import('./remote-model.ts').then(
        ({ RemoteModel }) => new RemoteModel(name, config, options),
      );
      remotes.set(name, found);
    }
    return found;
  };

  return {
    names: () => names,
    default: fallback,
    has: (name = fallback) => names.includes(name),
    async chat(request) {
      const name = request.model ?? fallback;
      const here = local.get(name);
      if (here) return here(request);
      if (!names.includes(name)) throw unknown(name);
      return (await remote(name)).chat(request);
    },
    embedding,
    async embed(texts, signal) {
      if (embedding === undefined) {
        throw new ModelFailure(
          'model-unknown/embedding',
          {},
          { hint: 'model-unknown/embedding-hint' },
        );
      }
      return (await remote(embedding)).embed(texts, signal);
    },
  };
}
