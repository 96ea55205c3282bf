// LangGraph.js on a graph of nodes that do nothing: prints the median of warm runs in milliseconds.
import { Annotation, StateGraph } from '@langchain/langgraph';
import { warmMedian } from './warm-median.js';

const [shape, size] = [process.argv[2], Number(process.argv[3])];
const State = Annotation.Root({ value: Annotation({ reducer: (_, b) => b, default: () => 0 }) });
const work = () => ({ value: 1 });
let graph = new StateGraph(State);
if (shape === 'chain') {
  for (let n = 0; n < size; n++) graph = graph.addNode(`n${n}`, work);
  graph = graph.addEdge('__start__', 'n0');
  for (let n = 1; n < size; n++) graph = graph.addEdge(`n${n - 1}`, `n${n}`);
  graph = graph.addEdge(`n${size - 1}`, '__end__');
} else {
  graph = graph.addNode('start', work).addNode('end', work).addEdge('__start__', 'start');
  const middle = Array.from({ length: size }, (_, n) => `n${n}`);
  for (const id of middle) graph = graph.addNode(id, work).addEdge('start', id);
  graph = graph.addEdge(middle, 'end').addEdge('end', '__end__');
}
const app = graph.compile();
process.stdout.write(
  String(await warmMedian(() => app.invoke({ value: 0 }, { recursionLimit: size + 10 }))),
);
