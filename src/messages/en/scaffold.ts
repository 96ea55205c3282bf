/** init, new and update. */
export const scaffold = {
  // Names
  'scaffold-name/hint':
    'Use letters a to z, digits and “_”; a name in Chinese is given with --display-name.',
  'scaffold-name/hint-try': 'Try: {suggestion}',
  'scaffold-name/empty': 'The name is empty.',
  'scaffold-name/path': '“{name}” is a path, not a name. The folder is given with --dir.',
  'scaffold-name/space': 'The name “{name}” has a space in it.',
  'scaffold-name/digit': 'The name “{name}” begins with a digit: Python could not import it.',
  'scaffold-name/ascii': 'The name “{name}” has other characters than a to z, digits and “_”.',
  'scaffold-name/python': '“{name}” is no name for Python: only letters, digits and “_” will do.',
  'scaffold-name/characters':
    '“{name}” is no file name for everybody: only letters, digits, “_” and “-” will do.',
  'scaffold-name/long': 'The name is {n} characters long; {limit} is the most.',
  'scaffold-name/device': '“{name}” is a device on Windows and can’t be a file there.',
  'scaffold-name/dunder': 'Names that begin with “__”, like “{name}”, are Python’s own.',
  'scaffold-name/keyword': '“{name}” is a word of the Python language.',
  'scaffold-name/module':
    '“{name}” is a module of Python’s standard library; one would hide the other.',
  'scaffold-name/ours': 'The name “{name}” is taken by bisheng itself.',
  'scaffold-name/type/built-in': '“{name}” is a built-in node type.',
  'scaffold-name/type/component': '“{name}” is a component of this project already.',
  'scaffold-name/type/plugin': '“{name}” is a plugin of this project already.',
  'scaffold-name/case':
    '“{name}” and “{other}” differ in case only; some systems take them for one.',

  // Inputs, outputs, parameters
  'scaffold-port/hint':
    'Write name, name:Type or name:Type=default, for example n:Integer=10; or a JSON object.',
  'scaffold-port/key': '{flag} {text}: there is no “{key}”. Possible are: {known}.',
  'scaffold-port/name': '{flag} {text}: “{name}” is no name for Python.',
  'scaffold-port/taken': '{flag}: the name “{name}” is Python’s own. Try “{name}_value”.',
  'scaffold-port/type': '{flag}: there is no type “{type}”.',
  'scaffold-port/type-hint': 'Types: {known}.',
  'scaffold-port/text': '{flag} {text}: “{key}” must be a text.',
  'scaffold-port/number': '{flag} {text}: “{key}” must be a number.',
  'scaffold-port/boolean': '{flag} {text}: “{key}” must be true or false.',
  'scaffold-port/options': '{flag} {text}: “options” must be a list with at least one value.',
  'scaffold-port/options-missing': '{flag} {text}: a {type} needs “options”.',
  'scaffold-port/value': '{flag} {text}: “{value}” is no {type}.',
  'scaffold-port/range': '{flag} {text}: “min” is greater than “max”.',
  'scaffold-port/outside':
    '{flag} {text}: the default “{value}” is not allowed by “options”, “min” or “max”.',
  'scaffold-port/json': '{flag} {text}: this is no JSON object.',
  'scaffold-port/output-value': '--output {text}: an output has no default.',
  'scaffold-port/twice': '{flag} names “{name}” twice.',
  'scaffold-port/config-path': 'A component of the kind config has “config_path” already.',
  'scaffold-port/no-output': 'A component needs at least one output.',
  'scaffold-port/streaming': 'A streaming component gives one text.',
  'scaffold-port/streaming-hint': 'Give one --output of type Text, or none.',
  'scaffold-parameter/name': '--param {text}: this has no name for a parameter.',
  'scaffold-parameter/hint':
    'Write name, name:type or name:type=default, for example top_k:integer=5.',
  'scaffold-version': '“{value}” is no version such as 1.0.0.',
  'scaffold-config': '--config {text}: this is no key=value.',
  'scaffold-config/json': '--config {text}: what stands behind := is not JSON.',
  'scaffold-config/twice': '--config gives “{name}” twice.',
  'scaffold-permission': '--permission {value}: bisheng knows no such permission.',
  'scaffold-permission/hint':
    'There are: {known}, network, read:PATH, write:PATH, run:PROGRAM, env:NAME.',
  'scaffold-dependency': '--dependency {value}: this is no pip requirement such as requests>=2.31.',

  // What is done
  'scaffold-name-missing': 'A name is missing: bisheng new {kind} <name>',
  'scaffold-dir-outside': '“{dir}” lies outside the project “{root}”.',
  'scaffold-dir-file': '“{dir}” is a file, not a folder.',
  'scaffold-action/create': 'create',
  'scaffold-action/identical': 'identical',
  'scaffold-action/keep': 'keep',
  'scaffold-action/conflict': 'conflict',
  'scaffold-action/refresh': 'refresh',
  'scaffold-action/current': 'up to date',
  'scaffold-action/update': 'update',
  'scaffold-action/merge': 'merge',
  'scaffold-action/kept': 'yours',
  'scaffold-action/left': 'no longer',
  'scaffold-conflicts':
    '{n} {n|file is|files are} there already with other content. Nothing was written.',
  'scaffold-conflicts/hint': 'Take another name, or move what is there out of the way.',
  'scaffold-exists': 'All of it is there already.',
  'scaffold-dry': 'Nothing was written (--dry-run).',
  'scaffold-keep':
    '“{file}” is there already and was left alone. For git or the editor it should also have: {lines}',
  'scaffold-write-failed': 'Nothing was written: {reason}',
  'scaffold-refresh-failed':
    '.bisheng/ could not be written, so the editor may not know the package bisheng: {reason}',
  'scaffold-update-none':
    'There is nothing to update: this project has no folder .bisheng-scaffold.',
  'scaffold-update-none/hint':
    '“bisheng init” and “bisheng new” write it; it belongs into version control.',
  'scaffold-update-unknown': '“{name}” was not made by “bisheng new”.',
  'scaffold-update-unknown/hint': 'There are: {known}.',
  'scaffold-update-record':
    '“{file}” can’t be read as a record of “bisheng new” and is passed over.',
  'scaffold-update-current': '{n} {n|file is|files are} up to date.',
  'scaffold-update-conflicts':
    '{n} {n|file has|files have} changes of yours and of bisheng in the same lines. Look for <<<<<<< and decide.',
  'scaffold-next/component': 'Next: write what it does in {file}, then: bisheng validate',
  'scaffold-next/plugin': 'Next: write what it does in {file}, then: bisheng validate',
  'scaffold-next/flow': 'Next: {command}',
  'scaffold-next/project':
    'Next: {command}\nAnswers from documents: put them into knowledge/<name>/, describe a model in bisheng.yaml. Try it with neither: {answers}',

  // Prompts
  'scaffold-ask/name': 'Name (letters, digits, _)',
  'scaffold-ask/kind': 'Kind of component',
  'scaffold-ask/from': 'Begin with',
  'scaffold-ask/display-name': 'Name that people see',
  'scaffold-ask/description': 'What it does, in a sentence',
  'scaffold-ask/inputs': 'Inputs, with commas between (name:Type or name:Type=default)',
  'scaffold-ask/outputs': 'Outputs, with commas between (name:Type)',
  'scaffold-ask/permissions': 'Permissions, with commas between',
  'scaffold-ask/parameters': 'Parameters, with commas between (name:type or name:type=default)',
  'scaffold-ask/tests': 'A test and a flow that uses it as well?',
  'scaffold-ask/project': 'Make a project in “{dir}”?',

  // Texts that are written into files
  'scaffold-text/build': 'Do the work: the inputs come by name.',
  'scaffold-text/build-streaming':
    'Yield the text bit by bit; each piece is shown as soon as it is there.',
  'scaffold-text/build-stateful':
    'Do the work. The object lives as long as the run, so it can remember.',
  'scaffold-text/your-logic': 'Your own logic goes here.',
  'scaffold-text/await': 'Await whatever takes its time here; other nodes go on meanwhile.',
  'scaffold-text/get-state': 'What is kept when a run is interrupted: anything that JSON can hold.',
  'scaffold-text/set-state': 'Take up again what get_state gave.',
  'scaffold-text/steps': 'The parts that the component is put together from.',
  'scaffold-text/cleaner': 'Brings a text into order.',
  'scaffold-text/formatter': 'Gives a text its final form.',
  'scaffold-text/processors':
    'Each module here with a function process(text) can be chosen by its name.',
  'scaffold-text/processor-plain': 'Leaves the text as it is, without the spaces around it.',
  'scaffold-text/processor-upper': 'Writes the text in capitals.',
  'scaffold-text/config-path':
    'Take the path of a JSON file from the node’s config; without one config.json beside this file.',
  'scaffold-text/schema':
    'The inputs as JSON Schema. component.py is what counts; bisheng validate compares the two.',
  'scaffold-text/frontend':
    'How the component is shown in an editor. component.py is what counts; bisheng validate compares the two.',
  'scaffold-text/test': 'Run with: python3 -m unittest discover tests',
  'scaffold-text/example-flow': 'Shows how it is used in a flow.',
  'scaffold-text/yes': 'yes',
  'scaffold-text/more-file': ': belongs to component.py',
  'scaffold-text/tests-note':
    'Its tests are in `tests/test_{name}.py` (`python3 -m unittest discover tests`), a flow that uses it is `flows/{name}_example.yaml`.',
  'scaffold-text/tests-only-note':
    'Its tests are in `tests/test_{name}.py` (`python3 -m unittest discover tests`).',
  'scaffold-text/plugin-initialize':
    'Called once before the first process; config comes from config.yaml.',
  'scaffold-text/plugin-process': 'Called for each input.',
  'scaffold-text/plugin-cleanup': 'Called at the end, always.',
  'scaffold-text/plugin-dependencies': 'As pip takes them; `bisheng plugin install` installs them.',
  'scaffold-text/plugin-config': 'Handed to initialize; the config of a node is laid over it.',
  'scaffold-text/plugin-permissions':
    'All it may do. More is asked for here: network, read:PATH, write:PATH, run:PROGRAM, env:NAME.',
  'scaffold-text/flow-transform': 'Makes a text of the names in scope; an expression does more.',
  'scaffold-text/flow-router': 'The first condition that is true wins.',
  'scaffold-text/flow-answer': 'Whichever node has run gives the value.',
  'scaffold-text/flow-items': 'The items come from the run.',
  'scaffold-text/flow-loop': 'Hands out a batch in each round.',
  'scaffold-text/flow-branches': 'Both branches work at the same time.',
  'scaffold-text/flow-merger': 'An object with what each branch gives.',
  'scaffold-text/flow-tests': 'Tests of the flow:',
  'scaffold-text/flow-test-linear': 'says hello',
  'scaffold-text/flow-test-positive': 'a happy guest is thanked',
  'scaffold-text/flow-test-negative': 'an unhappy guest gets an apology',
  'scaffold-text/flow-test-default': 'anything else is confirmed',
  'scaffold-text/flow-test-mocks': 'Instead of running, the node gives this.',
  'scaffold-text/flow-test-loop': 'does each item',
  'scaffold-text/flow-test-calls': 'All three fit into one round.',
  'scaffold-text/flow-test-no-items': 'without items there is nothing to do',
  'scaffold-text/flow-test-parallel': 'both branches work',
  'scaffold-text/flow-test-template': 'passes the text on',
  'scaffold-text/hello': 'Says hello to the text it is given.',
  'scaffold-text/template-parameters':
    'Given with --param name=value; one with a default may be left out.',
  'scaffold-text/template-placeholders':
    'In an expression a placeholder becomes a value of its type.',
  'scaffold-text/shop-question': 'How long is the warranty for batteries?',
  'scaffold-text/project-settings':
    'Settings of this project; “bisheng config” shows which are in effect.',

  // Kinds
  'scaffold-kind/basic': 'basic: takes inputs and gives outputs',
  'scaffold-kind/async': 'async: waits for something while other nodes go on',
  'scaffold-kind/streaming': 'streaming: gives its text bit by bit',
  'scaffold-kind/stateful': 'stateful: remembers from call to call',
  'scaffold-kind/composite': 'composite: put together from parts',
  'scaffold-kind/pluggable': 'pluggable: loads its parts from a folder',
  'scaffold-kind/config': 'config: driven by a file',

  // Help
  'help/init': 'Makes a project: folders, settings and a first flow.',
  'help/new': 'Writes a new component, plugin, flow or template.',
  'help/new-component': 'Writes a component in Python.',
  'help/new-plugin': 'Writes a plugin.',
  'help/new-flow': 'Writes a flow that runs as it is.',
  'help/new-template': 'Writes a flow with parameters.',
  'help/update': 'Brings what init and new wrote to the version of this program.',
  'help-usage/init': '[dir] [flags]',
  'help-usage/new': 'component|plugin|flow|template <name> [flags]',
  'help-usage/new-component': '<name> [flags]',
  'help-usage/new-plugin': '<name> [flags]',
  'help-usage/new-flow': '<name> [flags]',
  'help-usage/new-template': '<name> [flags]',
  'help-usage/update': '[name…] [flags]',
  'help-examples/init': `bisheng init
bisheng init my-project --yes
bisheng init my-project --dry-run --json`,
  'help-examples/new': `bisheng new component summary --kind streaming
bisheng new plugin terms --permission read:data/terms.csv
bisheng new flow support --from router
bisheng new template answer --param top_k:integer=5`,
  'help-examples/new-component': `bisheng new component summary
bisheng new component summary --kind streaming --input text:Text --tests --yes
bisheng new component sentiment --display-name 情感分析 --input text:Text --input n:Integer=10 --output score:Float
bisheng new component tone --input '{"name": "tone", "type": "Dropdown", "options": ["kind", "firm"], "value": "kind"}'
bisheng new component summary --dry-run --json`,
  'help-examples/new-plugin': `bisheng new plugin terms --yes
bisheng new plugin terms --permission network --dependency "requests>=2.31" --tests
bisheng new plugin terms --config language=en --config limit:=10`,
  'help-examples/new-flow': `bisheng new flow support
bisheng new flow support --from router --yes
bisheng new flow refunds --dir flows/support`,
  'help-examples/new-template': `bisheng new template answer --param top_k:integer=5 --param model:string
bisheng new template answer --display-name 问答 --yes`,
  'help-examples/update': `bisheng update --dry-run
bisheng update
bisheng update summary`,
  'help-argument/init-dir': 'The folder; the working directory unless given',
  'help-argument/new-name': 'Its id: letters, digits and _',
  'help-argument/update-name': 'Which ones; all unless given',
  'help-flag/new-dir': 'The folder it goes into',
  'help-flag/new-kind': 'Kind of component; basic unless given',
  'help-flag/new-from': 'The flow to begin with',
  'help-flag/new-display-name': 'The name that people see; in any language',
  'help-flag/new-description': 'What it does',
  'help-flag/new-icon': 'An icon, such as 🔧',
  'help-flag/new-input': 'An input: name, name:Type, name:Type=default or JSON; repeatable',
  'help-flag/new-output': 'An output: name or name:Type; repeatable',
  'help-flag/new-tests': 'A test and a flow that uses it as well',
  'help-flag/new-permission':
    'A permission: network, read:PATH, write:PATH, run:PROGRAM, env:NAME; repeatable',
  'help-flag/new-dependency': 'A pip requirement; repeatable',
  'help-flag/new-config': 'A setting of the plugin: key=value or key:=JSON; repeatable',
  'help-flag/new-author': 'Who makes it',
  'help-flag/new-version': 'Its version; 1.0.0 unless given',
  'help-flag/new-param': 'A parameter: name, name:type or name:type=default; repeatable',
  'help-flag/scaffold-dry-run': 'Show what would be written and write nothing',
  'help-flag/scaffold-json': 'The list of files as JSON',
} as const;
