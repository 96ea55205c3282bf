/** Python: the worker, components, what is read of them. */
export const python = {
  // Running Python
  'python-missing': 'There is no Python on this machine.',
  'python-missing/hint':
    'Install Python 3.9 or newer, or name one with the variable BISHENG_PYTHON or “python” in bisheng.yaml.',
  'python-broken': '“{path}” does not work as a Python: {text}',
  'python-broken/absent': 'There is no program “{path}”, which is meant to be the Python to use.',
  'python-broken/hint':
    'Correct the variable BISHENG_PYTHON, “python” in bisheng.yaml, or the environment in “.venv”.',
  'python-too-old': '“{path}” is Python {version}; components need 3.9 or newer.',
  'python-too-old/hint':
    'Name a newer one with the variable BISHENG_PYTHON or “python” in bisheng.yaml.',
  'python-start': 'Python at “{path}” could not be started: {text}',
  'python-protocol':
    'What came from the Python process can’t be understood: the code has written into the tool’s connection.',
  'python-died': 'The code ended its process with status {status} (os._exit or something like it).',
  'python-died/signal': 'The Python process ended by itself: {signal}.',
  'python-died/closed':
    'The Python process ended by itself: the code has closed all descriptors, or became another program.',
  'python-died/broken':
    'The Python process ended by itself: the code has changed built-in functions or modules that Python works with.',
  'python-died/hint':
    'SIGKILL without your doing mostly means that memory ran out; SIGSEGV is a fault in a library written in C.',
  'python-exception': '{type}: {text}',
  'python-exception/plain': 'Python raised {type}, without a text.',
  'python-exception/load': 'Its file can’t be loaded: {type}: {text}',
  'python-exception/create': 'Its object can’t be made: {type}: {text}',
  'python-exception/restore': 'Its set_state failed: {type}: {text}',
  'python-breakpoint': 'The debugger (pdb) ended the call: nobody is there, or it was quit.',
  'python-breakpoint/hint':
    'With a debugger: bisheng component run <name> --debug; without one, take breakpoint() out.',
  'python-exit': 'The code called sys.exit({status}).',
  'python-recursion': 'The functions call each other without end.',
  'python-memory': 'Python ran out of memory.',
  'python-result': 'What it returned can’t be written as JSON: result{where} is a {type}.',
  'python-result/key':
    'What it returned can’t be written as JSON: result{where} has a key that is a {type}.',
  'python-result/depth':
    'What it returned can’t be written as JSON: it is too deep, or contains itself (result{where}).',
  'python-result/digits':
    'What it returned can’t be written as JSON: a whole number in it has too many digits.',
  'python-result/state': 'get_state gave what JSON can’t hold: state{where} is a {type}.',
  'python-result/state-key':
    'get_state gave what JSON can’t hold: state{where} has a key that is a {type}.',
  'python-result/state-depth':
    'get_state gave what JSON can’t hold: it is too deep, or contains itself (state{where}).',
  'python-result/state-digits':
    'get_state gave what JSON can’t hold: a whole number in it has too many digits.',
  'python-result/hint': 'Return texts, numbers, lists and dicts; turn other objects into these.',
  'python-result-too-large': 'What it returned is larger than {limit} MB.',
  'python-result-too-large/input': 'What it would get is larger than {limit} MB.',
  'python-result-too-large/log': 'It printed more than {limit} MB and was stopped.',
  'python-result-too-large/state': 'get_state gave more than {limit} MB.',
  'python-result-too-large/hint': 'Write large data to a file and return its path.',
  'python-input/string': 'The input “{name}” must be a text, not {value}.',
  'python-input/integer': 'The input “{name}” must be a whole number, not {value}.',
  'python-input/float': 'The input “{name}” must be a number, not {value}.',
  'python-input/number': 'The input “{name}” must be a number, not {value}.',
  'python-input/boolean': 'The input “{name}” must be true or false, not {value}.',
  'python-input/list': 'The input “{name}” must be a list, not {value}.',
  'python-input/object': 'The input “{name}” must be an object, not {value}.',
  'python-file-missing': 'There is no file “{file}”.',
  'python-class-missing': '“{file}” has no class “{name}”.',
  'python-design-missing/none':
    'No class of “{file}” builds a flow: none has a method “design_flow”.',
  'python-design-missing/classes':
    'Several classes of “{file}” build flows ({names}): name one, file.py:Class.',
  'python-design-missing/hint':
    'A flow is what its method design_flow returns, with nodes and edges. A component is run with: bisheng component run',
  'python-design-missing': 'Class “{name}” has no method “design_flow”.',
  'python-design-missing/several':
    'Class “{name}” has several methods that could design the flow: {names}. Name one of them “design_flow”.',

  // Components as nodes
  'python-outputs':
    'The component of “{node}” declares the outputs {names}, but gave something else.',
  'python-outputs/hint': 'Return a dict with at least one of these keys from build of {class}.',
  'python-state-lost':
    'The process of “{node}” had to be started anew: what the component had kept in memory is gone.',
  'component-state-lost':
    '“{node}” goes on with a fresh object: what the component had kept in memory before is gone. get_state and set_state would keep it.',
  'component-state-unkept':
    'The state of “{node}” can’t be kept, so an interruption would lose it: {problem}',
  'component-state-unkept/place':
    'The state of “{node}” can’t be kept, so an interruption would lose it: {place}: {problem}',
  'component-name-taken':
    'A component can’t be named “{name}”: a built-in node type has that name.',
  'component-name-taken/hint': 'Rename it; flows that say “{name}” get the built-in one.',
  'component-name-twice': '“{name}” is the name of several components.',
  'component-name-twice/hint': 'Flows get the first one; rename the others.',

  // Python code, read without running it
  'python-syntax': 'Python {version} can’t read this: {reason}',
  'python-syntax/async': 'Write “async def” for the function around it.',
  'python-syntax/deep': 'This file is nested too deeply for Python.',
  'python-syntax/null': 'This file contains null bytes: it is no Python text.',
  'python-encoding': 'Line {line} is not {encoding} text.',
  'python-encoding/unknown': 'The first lines name an encoding that Python doesn’t know.',
  'python-too-large': 'This file is larger than {limit} MB; it is not read.',
  'python-unreadable': 'This file can’t be read: {reason}',
  'import-missing': 'There is no module “{name}”.',
  'import-missing/hint':
    'Add “{package}” to custom_components/requirements.txt and run “bisheng plugin install”, or correct the name.',
  'import-missing/hint-plugin':
    'Add “{package}” to dependencies in config.yaml, then run: bisheng plugin install',
  'import-name-unknown': '“{module}” has no “{name}”.',
  'name-undefined': '“{name}” is neither defined nor imported.',
  'name-undefined/hint': 'Add at the top: {line}',
  'name-undefined/own': 'Define it in this file, or import it: from .<file> import {name}',
  'names-provided':
    'Used without being imported: {names}. bisheng provides them; plain Python does not.',
  'component-class-missing': 'component.py has no component.',
  'component-class-missing/base':
    'Class “{class}” has “build”, but does not inherit from BaseComponent.',
  'component-class-missing/hint': 'Write: class {class}(BaseComponent):',
  'component-build-missing': 'Component “{class}” has no method “build”.',
  'component-build-missing/hint': 'Add: def build(self, …):',
  'component-build-missing/near': 'It has “{name}”: is that meant to be “build”?',
  'component-build-self': '“build” has no “self”, which comes before the inputs.',
  'component-build-self/hint': 'Write: {async}def build(self, …):',
  'component-build-parameter': '“build” needs “{name}”, but “inputs” does not declare it.',
  'component-build-parameter/hint':
    'Add Input(name="{name}", …) to “inputs”, or give the parameter a default.',
  'component-build-positional':
    '“{name}” can only be given by position, but inputs are given by name.',
  'component-ports-unreadable':
    '“{name}” is worked out only when the code runs, so it is not checked.',
  'component-port-argument': '{kind} has no argument “{name}”.',
  'component-port-argument/known': 'Its arguments: {known}.',
  'component-port-name': '“{name}” can’t be the name of a parameter in Python.',
  'component-port-name/missing': 'This {kind} has no name.',
  'component-input-duplicate':
    'The input “{name}” is declared twice; the first time in line {line}.',
  'component-output-duplicate':
    'The output “{name}” is declared twice; the first time in line {line}.',
  'component-input-unused': 'The input “{name}” is declared, but “build” has no such parameter.',
  'component-input-unused/hint': 'Add the parameter “{name}” to “build”, or remove the input.',
  'component-input-default': 'The input “{name}” is optional, but “build” can’t do without it.',
  'component-input-default/hint': 'Give it a “value”, or the parameter “{name}” a default.',
  'component-annotation-differs':
    'The input “{name}” is declared as {type}, but “build” expects {annotation}.',
  'component-input-value': 'The value {value} of the input “{name}” is no {type}.',
  'component-input-value/options':
    'The value {value} of the input “{name}” is none of its options.',
  'component-input-value/range': 'The value {value} of the input “{name}” is outside of its range.',
  'component-input-value/limits':
    'The input “{name}” has a min of {minimum} and a max of {maximum}.',
  'component-output-missing': 'The output “{name}” is declared, but missing here.',
  'component-output-undeclared': '“{name}” is returned here, but not declared as an output.',
  'component-data-input': '{file} describes the input “{name}”, which component.py does not have.',
  'component-data-output':
    '{file} describes the output “{name}”, which component.py does not have.',
  'component-data-differs': '“{key}” of “{name}” is {here} here, but {there} in component.py.',
  'component-data-differs/optional':
    '{file} requires “{name}”, but in component.py it is optional.',
  'component-data-differs/required':
    '“{name}” is required in component.py, but missing here in {file}.',
  'component-data-not-literal':
    'This is not literal data, so {file} can’t be compared with component.py.',
  'field-type-unknown': 'There is no field type “{name}”.',
  'field-type-unknown/known': 'The field types: {known}.',
} as const;
