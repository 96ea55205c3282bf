import type { ComponentType, ComponentTypes } from '../engine/component.ts';
import type { Door } from '../http/door.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { createModels } from '../models/create-models.ts';
import type { Models } from '../models/models.ts';
import { batchInput } from './batch-input.ts';
import { classifier } from './classifier.ts';
import { codeNode, type CodePort } from './code-node.ts';
import { conditionalRouter } from './conditional-router.ts';
import { contextBuilder } from './context-builder.ts';
import { dataSplitter } from './data-splitter.ts';
import { extractor } from './extractor.ts';
import { flowNode } from './flow-node.ts';
import { httpRequest, type HttpRequestDefaults } from './http-request.ts';
import { humanInput } from './human-input.ts';
import { inputNode } from './input-node.ts';
import { itemProcessor } from './item-processor.ts';
import { llmGenerator } from './llm-generator.ts';
import { knowledgeRetriever } from './knowledge-retriever.ts';
import { loopController } from './loop-controller.ts';
import { outputNode } from './output-node.ts';
import { resultAggregator } from './result-aggregator.ts';
import { resultMerger } from './result-merger.ts';
import { textAnalyzer } from './text-analyzer.ts';
import { transform } from './transform.ts';

/** Types of the guide and of the platform that come with a later version. */
const plannedTypes: readonly string[] = ['LLM'];

/** A name as both write it, the guide (`KnowledgeRetriever`) and the platform (`knowledge_retriever`). */
function plain(type: string): string {
  return type.toLowerCase().replace(/[_-]/g, '');
}

export interface RegistryOptions {
  /** All requests leave through it. */
  readonly door: Pick<Door, 'request'>;
  readonly http?: HttpRequestDefaults;
  /** Those of the project; unless given, those that need no server. */
  readonly models?: Models;
  /** Without it there is no KnowledgeRetriever. */
  readonly knowledge?: Knowledge;
  /** Without it there is no Code. */
  readonly code?: CodePort;
}

/** Node types by name. */
export interface Registry extends ComponentTypes {
  /** Adds a type; false where one of this name is there already. */
  add(type: ComponentType): boolean;
}

const noServer = { open: () => Promise.reject(new Error('no model has a server')) };
const localModels = createModels({
  config: { models: new Map() },
  environment: {},
  door: noServer,
});

/** The built-in node types, to which a project's own can be added. */
export function createRegistry(options: RegistryOptions): Registry {
  const { door, http, models = localModels, knowledge, code } = options;
  const byName = new Map<string, ComponentType>();
  const types: Registry = {
    add(type) {
      if (byName.has(type.type)) return false;
      byName.set(type.type, type);
      return true;
    },
    get: (type) => byName.get(type),
    names: () => [...byName.keys()],
    planned: (type) => plannedTypes.some((planned) => plain(planned) === plain(type)),
  };
  const builtIn = [
    inputNode,
    outputNode,
    textAnalyzer(models),
    classifier(models),
    extractor(models),
    conditionalRouter,
    batchInput,
    loopController,
    itemProcessor(types),
    resultAggregator,
    dataSplitter,
    resultMerger,
    httpRequest(door, http),
    transform,
    ...(code ? [codeNode(code)] : []),
    ...(knowledge ? [knowledgeRetriever(knowledge)] : []),
    contextBuilder,
    llmGenerator(models),
    flowNode,
    humanInput,
  ];
  for (const type of builtIn) types.add(type);
  return types;
}
