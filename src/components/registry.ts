import type { ComponentType, ComponentTypes } from '../engine/component.ts';
import type { Door } from '../http/door.ts';
import { batchInput } from './batch-input.ts';
import { conditionalRouter } from './conditional-router.ts';
import { dataSplitter } from './data-splitter.ts';
import { flowNode } from './flow-node.ts';
import { httpRequest, type HttpRequestDefaults } from './http-request.ts';
import { humanInput } from './human-input.ts';
import { inputNode } from './input-node.ts';
import { itemProcessor } from './item-processor.ts';
import { loopController } from './loop-controller.ts';
import { outputNode } from './output-node.ts';
import { resultAggregator } from './result-aggregator.ts';
import { resultMerger } from './result-merger.ts';
import { textAnalyzer } from './text-analyzer.ts';
import { transform } from './transform.ts';

/** Types of the guide and of the platform that come with a later version. */
const plannedTypes: readonly string[] = [
  'KnowledgeRetriever',
  'ContextBuilder',
  'LLMGenerator',
  'LLM',
  'Classifier',
  'Extractor',
  'Code',
];

/** A name as both write it, the guide (`KnowledgeRetriever`) and the platform (`knowledge_retriever`). */
function plain(type: string): string {
  return type.toLowerCase().replace(/[_-]/g, '');
}

export interface RegistryOptions {
  /** All requests leave through it. */
  readonly door: Pick<Door, 'request'>;
  readonly http?: HttpRequestDefaults;
}

/** Node types by name. */
export interface Registry extends ComponentTypes {
  /** Adds a type; false where one of this name is there already. */
  add(type: ComponentType): boolean;
}

/** The built-in node types, to which a project's own can be added. */
export function createRegistry({ door, http }: RegistryOptions): Registry {
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
    textAnalyzer,
    conditionalRouter,
    batchInput,
    loopController,
    itemProcessor(types),
    resultAggregator,
    dataSplitter,
    resultMerger,
    httpRequest(door, http),
    transform,
    flowNode,
    humanInput,
  ];
  for (const type of builtIn) types.add(type);
  return types;
}
