/** Messages about what the commands say. */
export const cli = {
  'error-label': 'error: ',
  'see-help': '“{command} --help” lists what there is.',
  interrupted: 'Cancelling… (Ctrl-C again: at once)',
  'interrupted/by': 'Interrupted ({signal}) before there was a result.',
  'output-failed': 'error: The result can’t be written ({reason}).',
  defect: 'This is a defect of bisheng, not yours; please report it: {reason}',
  'defect/details': 'The details were written to {file}',
  'defect/no-details': 'BISHENG_DEBUG=1 shows the details.',

  // Arguments
  'command-unknown': 'There is no command “{name}”.',
  'command-unknown/hint-run': 'To run this flow: bisheng run {file}',
  'flag-unknown': 'There is no flag “{flag}”.',
  'flag-value-missing': 'The flag “{flag}” needs a value.',
  'flag-choice': '{flag} can’t be “{value}”. Possible values: {choices}.',
  'flag-conflict': '{flag} and {other} can’t be used together.',
  'argument-missing': '“{command}” needs an argument: <{argument}>.',
  'argument-missing/hint-diff':
    '“bisheng diff flows/answer.yaml” compares that flow with its last commit.',
  'argument-missing/hint-latest': '“bisheng {command} latest” takes the latest run.',
  'argument-excess/hint-batch': 'Rows are given with a flag: --data {file}',
  'argument-excess': '“{command}” takes no further argument “{argument}”.',
  'argument-excess/hint-run': 'A text for the flow is given with --input, in quotes.',

  // Pairs and inputs
  'pair-missing': '{flag} needs name=value, not “{text}”.',
  'pair-json': '{flag} {name}:=…: what stands behind := is not JSON (column {column}).',
  'pair-json/hint': 'For a text leave the colon out: {flag} {name}=…',
  'param-unknown': 'None of the flows has a parameter “{name}”.',
  'pair-twice': '{flag} gives “{name}” twice.',
  'input-twice': 'The run input “{name}” is given twice.',
  'input-twice/hint': 'Give each name once, with --input or in the file.',
  'input-twice/hint-text': 'Give one text only; several values need names: --input name=value.',
  'input-none': 'The flow needs a text and none was given.',
  'input-none/hint': 'Give it with --input "…", with --input-file, or pipe it in.',
  'input-none/items': 'The flow needs items and none were given.',
  'input-none/items-hint':
    "Give them with --input-file (.jsonl, .csv or .json) or --input items:='[…]'.",
  'input-none/file': 'The flow needs a file and none was given.',
  'input-none/file-hint': 'Give its path with --input file=PATH.',
  'input-none/data': 'The flow needs data and none was given.',
  'input-none/data-hint': 'Give it with --input name=value or with --input-file (.json).',
  'input-none/several': 'The flow needs one text, but several are given: {names}.',
  'input-none/several-hint': 'Say which one it is: --input input=…',
  'input-waiting': 'Reading the input from stdin…',
  'input-file-json': '“{file}” is not JSON: line {line}, column {column}.',
  'input-file-json/hint':
    'Look for a missing comma, quote or bracket there. One object a line is .jsonl.',
  'input-file-large': '“{file}” is larger than {limit} MB.',
  'input-file-large/hint':
    'Items can be of any number as .jsonl or .csv: they are read one by one.',
  'stdin-twice': 'The flow itself comes from stdin, so the input can’t.',
  'stdin-twice/hint': 'Put one of them in a file.',
  'file-missing': 'There is no file “{file}”.',
  'file-folder': '“{file}” is a folder, not a file.',
  'dotenv-large': '“{file}” is too large for a file of variables.',
  'file-denied': '“{file}” may not be read (permission denied).',
  'file-unreadable': '“{file}” can’t be read: {reason}',
  'input-file-encoding': '“{file}” is neither UTF-8 nor GB18030 text.',
  'params-file': '“{file}” must hold parameters, one “name: value” a line.',

  // Items
  'items-unreadable/not-there': 'There is no file “{file}”.',
  'items-unreadable/not-there/hint':
    'A path in a flow is relative to the flow’s file, one on the command line to the working directory.',
  'items-unreadable/system': '“{file}” can’t be read ({reason}).',
  'items-unreadable/folder': '“{file}” is a folder, not a file of items.',
  'items-unreadable/once': '“{file}” can be read only once. Save it in a file to use it twice.',
  'items-unreadable/encoding': '“{file}” is neither UTF-8 nor GB18030 text.',
  'items-unreadable/json': 'Line {line} of “{file}” is not JSON: {text}',
  'items-unreadable/long':
    'The item that begins on line {line} of “{file}” is longer than 16 MB. Is a quote never closed?',
  'items-unreadable/stray-quote':
    'Line {line} of “{file}”: a quote inside a field that is not quoted: {text}',
  'items-unreadable/open-quote': 'Line {line} of “{file}”: a quote is never closed: {text}',
  'items-unreadable/text-after-quote':
    'Line {line} of “{file}”: text between a closing quote and the next comma: {text}',
  'items-unreadable/fields':
    'Line {line} of “{file}” has {found} {found|field|fields}, the header {expected}.',
  'items-unreadable/column-twice': 'The header of “{file}” names the column “{name}” twice.',

  // Finding flows
  'flow-missing': 'There is no flow “{name}”.',
  'flow-missing/hint': 'Flows of this project: {known}.',
  'flow-missing/hint-file':
    'Give the path of a file, the name of a flow below flows/, or that of a template.',
  'flow-folder': '“{name}” is a folder, not a flow.',
  'flow-folder/hint':
    'Give one file of it: bisheng run {name}/….yaml. To check all: bisheng validate {name}',
  'folder-gone': 'The working directory does not exist any more.',
  'path-python': '“{path}” is Python: the flow that it builds is there only when it runs.',
  'path-python/hint': 'To check that flow: bisheng run {path} --dry-run',
  'path-missing': 'There is no file or folder “{path}”.',
  'pattern-missing': 'Nothing matches “{path}”.',
  'flows-none': 'There is no flow to check here.',
  'flows-none/hint': 'Give a path: bisheng validate FILE-OR-FOLDER',
  'flows-none/in': 'There is no flow in “{path}”.',
  'flows-none/passed-over': '{n} {n|file has|files have} no top-level “nodes”.',
  'files-passed-over': '{n} other {n|file|files} passed over (no top-level “nodes”).',
  'sub-flow-missing/file': 'The flow “{path}” can’t be read: there is no such file.',
  'sub-flow-recursion': 'This flow would run itself: {path}.',
  'sub-flow-limit': 'More than {limit} sub-flows are too many.',
  'sub-flow-missing/hint': 'The path is relative to the file it stands in.',
  'sub-flow-parameter': 'The parameter is declared here.',
  'node-alone': '“{name}” can’t run alone: a {type} needs the nodes around it.',
  'node-unknown': 'The flow has no node “{name}”.',
  'node-unknown/hint': 'Its nodes: {known}.',
  validating: 'Checking {done} of {total} files…',

  // Parameters
  'answer-empty': 'Please give an answer.',
  'answer-problem': '{problem} {hint}',
  'answer-yes': 'Yes',
  'answer-no': 'No',
  'input-ask': 'Text for the flow',
  'chat-hello': 'Chat with {flow}. Ctrl-C stops an answer, /exit or Ctrl-D ends the conversation.',
  'chat-you': 'you> ',
  'chat-thinking': 'Thinking…',

  // Settings
  'setting-invalid/language': '{name} must be en or zh, not “{value}”.',
  'setting-invalid/count': '{name} must be a whole number of at least 1, not “{value}”.',
  'setting-invalid/seconds': '{name} must be a number of seconds above 0, not “{value}”.',
  'setting-invalid/bytes':
    '{name} must be a size such as 500KB or 10MB (at most 256 MB), not “{value}”.',
  'setting-invalid/boolean': '{name} must be true or false, not “{value}”.',
  'setting-invalid/sandbox': '{name} must be on or off, not “{value}”.',
  'setting-invalid/permissions':
    '{name} must be a list of permissions such as network or read:data, not “{value}”.',
  'setting-invalid/text': '{name} must be a text, not “{value}”.',
  'setting-invalid/proxy': '{name} must be an http proxy such as http://host:3128.',
  'setting-invalid/hosts': '{name} must be a list of hosts, not “{value}”.',
  'setting-invalid/names':
    '{name} must be names of this server such as flows.example.com, without a port, not “{value}”.',
  'setting-invalid/origins':
    '{name} must be a list of origins such as https://app.example.com, not “{value}”.',
  'setting-invalid/port': '{name} must be a whole number from 0 to 65535, not “{value}”.',
  'setting-invalid/rate': '{name} must be a number from 0.01 to 1000000, not “{value}”.',
  'setting-invalid/wait': '{name} must be a number of seconds from 0 to 3600, not “{value}”.',
  'setting-invalid/group': '“{name}” must be a mapping (lines of “key: value”).',
  'setting-invalid/group-hint': 'Its keys: {known}.',
  'setting-invalid/file': '{file} must hold settings, one “key: value” a line.',
  'setting-invalid/door': '{name} must be the id of a flow, not “{value}”.',
  'setting-invalid/flow': '{name}: there is no flow “{value}” in flows/.',
  'setting-invalid/flow-hint': 'A flow’s id is its path below flows/ without the ending.',
  'setting-invalid/routes': '{name} must be a list of routes, each with “path” and “flow”.',
  'setting-invalid/route': '{name} must have “path” and “flow”.',
  'setting-invalid/route-path':
    '{name} must be a path such as /api/v1/custom/translate (letters, digits and -._~), not “{value}”.',
  'setting-invalid/route-taken':
    'The server itself answers at {taken}: “{value}” can’t be a route.',
  'setting-invalid/route-twice': 'There is a route “{value}” already.',
  'setting-unknown': '“{name}” is no setting; it is ignored.',
  'setting-unknown/hint': 'Known settings: {known}.',
  'config/default': 'default',
  'config/environment': 'environment {variable}',
  'config/dotenv': '.env {variable}',
  'config/flag': 'flag {flag}',
  'config/none': 'none',
  'config/key-set': 'environment variable {variable} is set',
  'config/key-missing': 'environment variable {variable} is not set',

  // Help
  'help-heading/examples': 'Examples:',
  'help-heading/usage': 'Usage: ',
  'help-heading/arguments': 'Arguments:',
  'help-heading/commands': 'Commands:',
  'help-heading/options': 'Flags:',
  'help/bisheng': 'Validates and runs BISHENG workflows from files.',
  'help/run': 'Runs a flow and prints what it returns.',
  'help/validate': 'Checks flows, components and plugins without running anything.',
  'help/config': 'Shows every setting, its value and where it comes from.',
  'help/help': 'Shows the help of a command.',
  'help-usage/bisheng': '<command> [flags]',
  'help-usage/run': '<flow|template> [flags]',
  'help-usage/validate': '[paths…] [flags]',
  'help-usage/config': '[flags]',
  'help-usage/help': '[command]',
  'help-examples/bisheng': `bisheng run flow.yaml --input "Where is my order?"
bisheng run flow.yaml --input-file items.jsonl --output json
bisheng validate`,
  'help-examples/run': `bisheng run flow.yaml --input "Where is my order?"
bisheng run flow.yaml --input city=Paris --input days:=3
bisheng run flow.yaml --input-file items.jsonl > result.json
cat letter.txt | bisheng run flow.yaml
bisheng run flow.yaml --param top_k=5 --dry-run
bisheng run support --chat                 # flows/support.yaml of this project`,
  'help-examples/validate': `bisheng validate                           # all that this project has
bisheng validate flows/ "templates/**/*.yaml"
bisheng validate flow.yaml --param top_k=5 --strict
bisheng validate --fix                     # repairs what is safe to repair
bisheng validate --since origin/main --format sarif > findings.sarif
cat flow.yaml | bisheng validate - --format json`,
  'help-examples/config': `bisheng config
bisheng config --json
BISHENG_CONCURRENCY=4 bisheng config`,
  'help-examples/help': 'bisheng help run',
  'help-argument/flow': 'A file, the name of a flow below flows/ or of a template, or - for stdin',
  'help-argument/paths':
    'Files, folders, patterns, or - for stdin; without any: flows/, templates/, custom_components/ and plugins/, else the working directory',
  'help-argument/command': 'The command',
  'help-flag/version': 'Print the version',
  'help-flag/help': 'Show this help',
  'help-flag/lang': 'Language of the messages',
  'help-flag/no-color': 'No colours',
  'help-flag/input': 'A text for the flow, or a named input: name=text or name:=JSON; repeatable',
  'help-flag/input-file':
    'Input from a file: .json, .jsonl, .csv (items), else a text; - for stdin',
  'help-flag/param': 'A parameter of the flow: name=value or name:=JSON; repeatable',
  'help-flag/params-file': 'Parameters from a YAML or JSON file',
  'help-flag/output': 'What goes to stdout: the result (text), one document, or events',
  'help-flag/only': 'Run this one node; its inputs are the run inputs',
  'help-flag/chat': 'A conversation: runs the flow once for every turn',
  'help-flag/concurrency': 'How many nodes run at once',
  'help-flag/timeout': 'Cancel the run after so many seconds',
  'help-flag/dry-run': 'Show the plan and run nothing',
  'help-flag/quiet': 'Warnings and errors only',
  'help-flag/verbose': 'More details',
  'help-flag/yes': 'Ask nothing: take the defaults',
  'help-flag/format': 'pretty on stderr (default), or a document on stdout',
  'help-flag/strict': 'Warnings count as errors',
  'help-flag/json': 'As JSON',
} as const;
