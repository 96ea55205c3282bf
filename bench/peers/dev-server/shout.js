// The flow of three nodes that bench/serve.js asks for, as LangGraph.js has it.
import { Annotation, StateGraph } from '@langchain/langgraph';

const State = Annotation.Root({ input: Annotation(), text: Annotation(), out: Annotation() });

export const graph = new StateGraph(State)
  .addNode('first', ({ input }) => ({ text: input }))
  .addNode('shout', ({ text }) => ({ text: text.toUpperCase() }))
  .addNode('last', ({ text }) => ({ out: text }))
  .addEdge('__start__', 'first')
  .addEdge('first', 'shout')
  .addEdge('shout', 'last')
  .addEdge('last', '__end__')
  .compile();
