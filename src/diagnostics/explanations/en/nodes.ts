import type { Explanations } from '../explanations.ts';

/** Explains findings about the built-in nodes. */
export const nodes = {
  'config-exclusive': {
    means: 'Keys of a node’s config exclude each other.',
    advice: 'Each says what the node works with, and only one can count. Remove all but one.',
  },
  'router-no-match': {
    means: 'None of a router’s conditions was true, and it has no default.',
    advice:
      'The flow has nowhere to go. Add a `default_node` for all other cases; the message shows the values that the conditions saw.',
  },
  'transform-empty': {
    means: 'A `Transform` has neither an `expression` nor a `template`.',
    advice:
      'It would make nothing. Give it one of them: an expression computes a value, a template writes a text.',
  },
  'input-missing': {
    means: 'The flow needs an input and got none.',
    advice:
      'Give the text with `--input TEXT`, a file with `--input-file`; of several named texts the one for the `InputNode` must be called `input`.',
  },
  'input-type': {
    means: 'The run’s input is not what the `InputNode` reads.',
    advice:
      '`input_type` says whether it is a text, a file or data (JSON). Change the input or the `input_type`.',
  },
  'input-file': {
    means: 'The file that is the run’s input cannot be read.',
    advice:
      'Its path is relative to the working directory. Correct it, or check that it is a file and may be read.',
  },
  'batch-input-missing': {
    means: 'A `BatchInput` has nothing to hand out.',
    advice:
      'Items come from its config (`items`, `source`), from `inputs:` or from the run’s input `items`: `--input-file rows.jsonl`.',
  },
  'batch-input-type': {
    means: 'The items of a `BatchInput` are no list.',
    advice:
      'A single text or object cannot be handed out in batches. Put it in a list, or name a file of items.',
  },
  'item-processor-type': {
    means: 'An `ItemProcessor` got something that is no list.',
    advice:
      'It does its work for each item, so it needs `batch` as a list. Bind one: `inputs: {batch: name}`.',
  },
  'item-processor-input': {
    means: 'An item lacks what the component needs.',
    advice:
      'An item that is an object gives its keys as inputs; any other item is the component’s first input. Rename the keys in a `Transform`, or give the rest in `component_config`.',
  },
  'item-processor-component': {
    means: 'A type that only directs a flow cannot work on items.',
    advice:
      'Routers, loops and the like have no work of their own. Name a component that does, an `expression`, or a `flow`.',
  },
  'item-processor-plugin': {
    means: 'An `ItemProcessor` names a plugin that is not there.',
    advice:
      'Plugins are folders below `plugins/` with `plugin.py` and `config.yaml`. If it is a component, write `component` instead of `plugin`.',
  },
  'item-processor-does-nothing': {
    means: 'An `ItemProcessor` passes its items through unchanged.',
    advice:
      'That is what the guide’s bare `processing_type: transform` means. Say what to do with each item: `expression`, `component`, `plugin` or `flow`.',
  },
  'items-skipped': {
    means: 'Some items failed and were left out.',
    advice:
      '`on_item_error: skip` asked for that; the result is shorter than the input. The first problem is told. `keep` puts `{error, item}` in their place, `fail` ends the run.',
  },
  'aggregator-item': {
    means: 'A `ResultAggregator` got a result that its method cannot gather.',
    advice:
      '`concat` takes texts or lists (one kind only), `merge` objects, `sum` numbers. Make the results such before, or use `collect`, which takes anything.',
  },
  'split-not-a-list': {
    means: 'A `DataSplitter` cannot split what it got.',
    advice:
      '`chunk` and `round_robin` deal out the items of a list. Give it a list, or use `parallel`, which gives everything to every branch.',
  },
  'merge-not-alike': {
    means: 'A `ResultMerger` cannot join results of different kinds.',
    advice:
      '`concat` joins texts with texts and lists with lists. Use `combine`, which keeps each under its branch’s name, or an `expression`.',
  },
  'answer-invalid': {
    means: 'A person’s answer is none that the question allows.',
    advice:
      '`options` lists the allowed answers, `schema` says what they look like. Answer again; at a terminal the question is asked anew.',
  },
  'schema-keyword-unknown': {
    means: 'A JSON Schema has a keyword that is not understood here.',
    advice:
      'It is ignored, so nothing is checked by it: an answer that breaks it is taken. Correct the spelling, or say the same with the keywords that the hint lists.',
  },
  'text-input': {
    means: 'A node that reads a text got something else.',
    advice:
      'Bind the text itself, not the object around it: `inputs: {text: node.output}`; `str(x)` makes a text of a value.',
  },
  'classifier-categories': {
    means: 'A `Classifier` has no categories.',
    advice: 'It has nothing to choose from. Name them, best with a few example sentences each.',
  },
  'extractor-fields': {
    means: 'An `Extractor` is not told what to look for.',
    advice: 'Give it `fields` (name → type) or a `schema` of an object.',
  },
  'text-analyzer-intents': {
    means: 'A `TextAnalyzer` is asked for the intent and knows no intents.',
    advice:
      'It would always say `unknown`, and conditions on the intent would never be true. List the intents with a few example sentences each.',
  },
  'text-analyzer-examples': {
    means: 'An intent has no examples.',
    advice:
      'Only its name could be compared with texts, which seldom finds anything. Three to ten sentences, as people would write them, are enough.',
  },
  'text-analyzer-language': {
    means: 'The sentiment of a text in this language is not read.',
    advice:
      'The built-in analysis knows Chinese and English; any other text counts as neutral. With `method: llm` a model does it.',
  },
  'text-analyzer-cut': {
    means: 'Only the beginning of a long text is analysed.',
    advice:
      'The rest has no influence on sentiment and intent. Analyse parts of it in an `ItemProcessor`, or sum it up before.',
  },
} as const satisfies Explanations;
