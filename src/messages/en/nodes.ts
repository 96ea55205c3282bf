/** Messages about the built-in nodes. */
export const nodes = {
  'expression-values/after-hint': '{hint} Here {values}.',
  'config-exclusive': 'Only one of {keys} can be given.',
  'router-no-match': 'No condition of “{node}” is true: {conditions}.',
  'router-no-match/hint': 'Add a “default_node” for all other cases.',
  'transform-empty': 'Transform “{node}” says nothing about what it makes.',
  'transform-empty/hint': 'Give it an “expression” or a “template”.',
  'input-missing/text': 'The flow needs an input text and got none (node “{node}”).',
  'input-missing/several':
    'The flow needs one input text, and {names} are all texts (node “{node}”).',
  'input-missing/file': 'The flow needs an input file and got none (node “{node}”).',
  'input-missing/data': 'The flow needs input data and got none (node “{node}”).',
  'input-missing/hint': 'Give it as the run’s input; a named one must be called “input”.',
  'input-type/text': 'The run’s input must be a text (node “{node}”).',
  'input-type/data': 'The run’s input is not JSON, which node “{node}” reads.',
  'input-type/hint': 'Change the input, or the node’s “input_type” (text, file or data).',
  'input-file/not-there': 'There is no input file “{file}”.',
  'input-file/not-there/hint': 'The path is relative to the working directory.',
  'input-file/system': 'The input file “{file}” can’t be read ({reason}).',
  'input-file/not-a-file': 'The input file “{file}” is no file.',
  'batch-input-missing': 'BatchInput “{node}” has no items.',
  'batch-input-missing/hint':
    'Give the run “items” (a .jsonl or .csv file, a list), or write “items”, “source: FILE” or “inputs: {{ items: … }}”.',
  'batch-input-type': 'The items of BatchInput “{node}” are no list.',
  'batch-input-type/hint': 'Give it a list or a file of items.',
  'items-unreadable/format': '“{file}” is no file of items.',
  'items-unreadable/format/hint': 'Items are read from .jsonl, .ndjson, .csv, .json and .txt.',
  'items-unreadable/no-array': '“{file}” is not a JSON array.',
  'items-unreadable/large':
    '“{file}” is larger than 256 MB; make it .jsonl, which is read line by line.',
  'item-processor-type': 'ItemProcessor “{node}” needs a list, not {value}.',
  'item-processor-type/hint': 'Bind a list: “inputs: {{ batch: … }}”.',
  'item-processor-item': 'Item {index} (counted from 0): {problem}',
  'item-processor-input': 'The item has no “{name}”, which {type} needs.',
  'item-processor-component': '“{type}” can’t work on items: it only directs a flow.',
  'item-processor-component/hint': 'Name a type that does work of its own, such as TextAnalyzer.',
  'item-processor-component/program': '“{type}” can’t be the component of an ItemProcessor.',
  'item-processor-component/program-hint':
    'Put it into a flow of its own and name that with “flow”, or give it the whole list.',
  'item-processor-plugin': 'There is no plugin “{name}”.',
  'item-processor-plugin/hint':
    'Plugins are folders below plugins/ with plugin.py and config.yaml.',
  'item-processor-plugin/hint-component':
    'It is a component: write “component” instead of “plugin”.',
  'item-processor-does-nothing': 'ItemProcessor “{node}” passes its items through as they are.',
  'item-processor-does-nothing/hint':
    'Say what to do with each: “expression”, “component” or “flow”.',
  'items-skipped':
    '{count} {count|item has|items have} failed and {count|is|are} left out. The first: {problem}',
  'aggregator-item': '“{node}” can’t {method} {item}.',
  'aggregator-item/hint':
    'concat takes texts or lists (one kind only), merge objects, sum numbers: make them such before, as by float(…).',
  'split-not-a-list': '“{strategy}” can only split a list, and the data is none.',
  'split-not-a-list/hint':
    'Give it a list, or use “split_strategy: parallel”, which takes anything.',
  'merge-not-alike': '“{node}” can join texts or lists, but not: {branches}.',
  'merge-not-alike/hint': 'Use “merge_strategy: combine” or an “expression”.',
  'answer-invalid/all': 'The answer',
  'answer-invalid/part': 'The answer’s “{path}”',
  'answer-invalid/option': '{value} is none of the options: {known}.',
  'answer-invalid/type': '{path} must be of type {expected}, not {value}.',
  'answer-invalid/enum': '{path} must be one of {known}, not {value}.',
  'answer-invalid/minimum': '{path} must be at least {limit}; it is {measured}.',
  'answer-invalid/maximum': '{path} must be at most {limit}; it is {measured}.',
  'answer-invalid/minLength':
    '{path} must have at least {limit} {limit|character|characters}; it has {measured}.',
  'answer-invalid/maxLength':
    '{path} must have at most {limit} {limit|character|characters}; it has {measured}.',
  'answer-invalid/minItems':
    '{path} must have at least {limit} {limit|item|items}; it has {measured}.',
  'answer-invalid/maxItems':
    '{path} must have at most {limit} {limit|item|items}; it has {measured}.',
  'answer-invalid/required': '{path} lacks “{name}”.',
  'schema-keyword-unknown': 'The schema’s “{keyword}” is not understood; it is ignored.',
  'schema-keyword-unknown/hint': 'Understood: {known}.',
  'text-analyzer-intents':
    'TextAnalyzer “{node}” is asked for the intent and knows no “intents”: it will always be “unknown”.',
  'text-analyzer-intents/hint':
    'List them with a few examples each: “intents: {{ refund: [I want my money back, …] }}”.',
  'text-analyzer-examples': 'Intent “{intent}” has no examples; only its name can be compared.',
  'text-analyzer-examples/hint': 'Give it three to ten sentences as people would write them.',
  'text-input': '{type} “{node}” needs a text, not {value}.',
  'text-input/hint': 'Bind the text itself: “inputs: {{ text: … }}”.',
  'classifier-categories': 'Classifier “{node}” has no categories to choose from.',
  'classifier-categories/hint':
    'Name them, with a few examples each: “categories: {{ refund: [I want my money back] }}”.',
  'extractor-fields': 'Extractor “{node}” is not told what to look for.',
  'extractor-fields/hint':
    'Name the fields, “fields: {{ name: string, years: integer }}”, or give a JSON Schema of an object as “schema”.',
  'text-analyzer-language':
    'TextAnalyzer “{node}” reads sentiment in Chinese and English; texts in “{language}” are taken as neutral.',
  'text-analyzer-cut': 'TextAnalyzer “{node}” reads the first {limit} characters of a longer text.',
} as const;
