import type { Exchanges } from '../exchanges/exchanges.ts';
import { HIDDEN } from '../exchanges/recorded.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { variablesOf } from '../models/model-config.ts';
import type { Models } from '../models/models.ts';
import type { Project } from '../project.ts';
import type { Environment } from './language.ts';

/** Models of which each run has its own: what they learn of a server must not depend on which run came first. */
export function modelsPerRun({ perRun }: Exchanges, make: () => Models): Models {
  const models = perRun(make);
  return {
    names: () => models().names(),
    get default() {
      return models().default;
    },
    has: (name) => models().has(name),
    chat: (request) => models().chat(request),
    get embedding() {
      return models().embedding;
    },
    embed: (texts, signal) => models().embed(texts, signal),
  };
}

/** Knowledge bases of which each run has its own: what it asks a model for embeddings must not depend on earlier runs. */
export function knowledgePerRun({ perRun }: Exchanges, make: () => Knowledge): Knowledge {
  const knowledge = perRun(make);
  return {
    names: () => knowledge().names(),
    has: (base) => knowledge().has(base),
    search: (base, query, options) => knowledge().search(base, query, options),
    // Such a run is by itself: what it searches is not older than it.
    asOf: () => Infinity,
  };
}

/** A project whose models have something in place of each key: nothing is sent, so nobody needs them. */
export function withoutKeys(project: Project): Project {
  const names = [...project.models.models.values()].flatMap(variablesOf);
  const standIns = new Map(names.map((name) => [name, HIDDEN]));
  return { ...project, environment: withStandIns(project.environment, standIns) };
}

/** An environment with values for variables that have none. */
export function withStandIns(
  environment: Environment,
  values: ReadonlyMap<string, string>,
): Environment {
  const missing = [...values].filter(([name]) => (environment[name] ?? '').trim() === '');
  return { ...environment, ...Object.fromEntries(missing) };
}
