import type { Explanations } from '../explanations.ts';

/** Explains findings about running Python. */
export const python = {
  'python-missing': {
    means: 'There is no Python on this machine.',
    advice:
      'Components and plugins need Python 3.9 or newer. Install it, or name one with `BISHENG_PYTHON` or `python` in `bisheng.yaml`.',
  },
  'python-broken': {
    means: 'The program that should be Python does not work as one.',
    advice:
      '`BISHENG_PYTHON`, `python` in `bisheng.yaml` or `.venv` leads to it; an environment breaks, for instance, when the Python that made it is removed. Make it anew or correct the path.',
  },
  'python-too-old': {
    means: 'The Python is older than 3.9.',
    advice:
      'Components could not be read or run by it. Name a newer one with `BISHENG_PYTHON` or `python` in `bisheng.yaml`.',
  },
  'python-start': {
    means: 'The Python process could not be started.',
    advice:
      'The system’s own words are in the message: no right to execute, no memory, too many processes.',
  },
  'python-protocol': {
    means: 'The code has written into the connection between Python and the tool.',
    advice:
      '`print` is fine; writing to file descriptors directly is not. Use `print` or `logging`.',
  },
  'python-died': {
    means: 'The Python process ended in the middle of a call.',
    advice:
      'SIGKILL mostly means that memory ran out, SIGSEGV a fault in a library written in C; `os._exit` ends the process, too.',
  },
  'python-exception': {
    means: 'The component’s code raised an exception.',
    advice:
      'The message has its text, the place in the component’s file and the lines around it; `bisheng component run` calls the component alone.',
  },
  'python-exit': {
    means: 'The component called `sys.exit()`.',
    advice:
      'A component returns or raises; ending the program is not its business. Raise an exception instead.',
  },
  'python-breakpoint': {
    means: 'A breakpoint stopped the component and nobody was there.',
    advice:
      'Take `breakpoint()` out, or call the component with `bisheng component run NAME --debug`.',
  },
  'python-recursion': {
    means: 'Functions of the component call each other without end.',
    advice:
      'Look at the frames in the message: a function that calls itself needs a case in which it does not.',
  },
  'python-memory': {
    means: 'Python ran out of memory.',
    advice: 'Work on less at once, in batches, or raise the plugin’s `limits.memory`.',
  },
  'python-result': {
    means: 'A component returned something that is no JSON.',
    advice:
      'Results go on to other nodes as texts, numbers, booleans, lists and dicts. Turn other objects into these; the message names the place within the result.',
  },
  'python-result-too-large': {
    means: 'A component’s result, input or print-out is too large.',
    advice: 'Write large data to a file and return its path.',
  },
  'python-input': {
    means: 'An input is of another type than the component declares.',
    advice:
      'What comes from the node before is of the wrong type. Convert it in the binding: `inputs: {limit: int(text)}`.',
  },
  'python-file-missing': {
    means: 'A Python file is gone that was there when the run began.',
    advice:
      'Code is loaded when the turn of its node comes. Something has deleted or moved the file meanwhile: another node, a checkout, a build. Put it back, and run again.',
  },
  'python-class-missing': {
    means: 'The Python file has no class of this name.',
    advice: 'Check the name behind the colon in `file.py:Class`.',
  },
  'python-design-missing': {
    means: 'The class does not build a flow.',
    advice:
      'A class that does has a method `design_flow`, which returns a dict with `nodes` and `edges`. A component is run with `bisheng component run`.',
  },
  'python-outputs': {
    means: 'A component returned none of the outputs that it declares.',
    advice:
      'Nodes behind it wait for these names. Return a dict with at least one of them as a key.',
  },
  'python-state-lost': {
    means: 'A component’s process was started anew and its memory is gone.',
    advice:
      'What it had kept in `self` begins from nothing. `get_state` and `set_state` let it survive.',
  },
  'component-state-lost': {
    means: 'A run went on, and a component’s memory of the time before is gone.',
    advice:
      'The component changes `self` or a global in `build`; in a run that is resumed it is a fresh object. Give it `get_state` and `set_state`, or compute what it needs from its inputs.',
  },
  'component-state-unkept': {
    means: 'A component’s `get_state` failed, or gave what JSON can’t hold.',
    advice:
      'The node itself has succeeded. Return texts, numbers, lists and dicts from `get_state`, at most 8 MB; otherwise the component begins from nothing after an interruption.',
  },
  'component-name-taken': {
    means: 'A component has the name of a built-in node type.',
    advice: 'Flows that use the name get the built-in one. Rename the component.',
  },
  'component-name-twice': {
    means: 'Several components have the same name.',
    advice: 'Flows get the first one, which may not be the one that is meant. Rename the others.',
  },
  'code-main-missing': {
    means: 'The code of a `Code` node has no function `main`.',
    advice:
      'That function is what the node calls; its parameters are the inputs, its result the outputs.',
  },
  'code-main-positional': {
    means: '`main` takes an input by position only.',
    advice: 'Inputs are given by name, so nothing can stand before a `/`. Take the `/` out.',
  },
  'code-main-name': {
    means: '`main` has an input with the name of a key of the node’s config.',
    advice: 'The two could not be told apart. Rename the parameter.',
  },
} as const satisfies Explanations;
