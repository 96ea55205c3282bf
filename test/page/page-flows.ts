import { flows } from '../service/open-service.ts';

/** What there is to be seen on the page: loops, streams, questions, secrets. */
export const more = {
  ...flows,
  loop: `name: Loop
nodes:
  - {id: words, type: BatchInput, config: {items: [one, two, three, four], batch_size: 2}}
  - {id: loop, type: LoopController}
  - {id: louder, type: ItemProcessor, config: {expression: item.upper()}}
  - {id: all, type: ResultAggregator, config: {aggregation_method: concat, separator: ' '}}
edges:
  - {from: words, to: loop}
  - {from: loop, to: louder}
  - {from: louder, to: all}
  - {from: all, to: loop}
`,
  tell: `name: Tell
nodes:
  - {id: input, type: InputNode}
  - {id: decide, type: ConditionalRouter, config: {conditions: [{name: long, expression: len(text) > 400, next_node: cut}], default_node: answer}}
  - {id: cut, type: Transform, config: {expression: 'text[:400]'}}
  - {id: answer, type: LLMGenerator, config: {prompt: '{input.text}'}}
edges:
  - {from: input, to: decide}
  - {from: decide, to: cut}
  - {from: decide, to: answer}
`,
  // Fails at first, and has a secret that is not kept.
  lock: `parameters:
  - {name: code, type: string, secret: true, required: true}
nodes:
  - {id: ask, type: HumanInput, config: {prompt: "# Which?\\n\\n*Zero* or two", options: ['0', '2']}}
  - {id: open, type: Transform, config: {expression: '\${code}[:0] + str(4 / int(ask.answer))'}}
edges:
  - {from: ask, to: open}
`,
  form: `name: Form
nodes:
  - {id: ask, type: HumanInput, config: {prompt: Who?, schema: {type: object, properties: {name: {type: string}, age: {type: integer, minimum: 1}}, required: [name]}}}
  - {id: end, type: Transform, config: {expression: 'ask.answer["name"] + " " + str(ask.answer["age"])'}}
edges:
  - {from: ask, to: end}
`,
};
