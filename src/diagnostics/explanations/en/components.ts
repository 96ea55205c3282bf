import type { Explanations } from '../explanations.ts';

/** Explains findings about the code of components. */
export const components = {
  'python-syntax': {
    means: 'Python cannot read the file.',
    advice:
      'It would fail as soon as it is loaded. The message has Python’s own words and its version: newer syntax needs a newer Python.',
  },
  'python-encoding': {
    means: 'A Python file is not in the encoding that it names.',
    advice: 'Without a `coding` line that is UTF-8. Save it as UTF-8, or correct the line.',
  },
  'python-too-large': {
    means: 'A Python file is too large to be read.',
    advice:
      'Code of that size is mostly generated or holds data. Move the data into a file of its own.',
  },
  'python-unreadable': {
    means: 'A Python file cannot be opened.',
    advice: 'The system says why. Check that it is there and may be read.',
  },
  'import-missing': {
    means: 'A module that is imported is not there.',
    advice:
      'A package must be installed: list it in `custom_components/requirements.txt` (for a plugin in its `dependencies`) and run `bisheng plugin install`. A module of your own is imported with a dot: `from .helpers import f`.',
  },
  'import-name-unknown': {
    means: 'A module has no such name to import.',
    advice: 'Loading the file would fail. Correct the spelling, or look where the name is defined.',
  },
  'name-undefined': {
    means: 'A name is used that nobody defines or imports.',
    advice:
      'The code fails when it comes to that line, perhaps long after it was deployed. Import or define it.',
  },
  'names-provided': {
    means: 'Names are used without being imported, and bisheng provides them.',
    advice:
      'The guide’s examples are written so, and they run here; in plain Python or an editor they would not. Import them to be on the safe side.',
  },
  'component-class-missing': {
    means: '`component.py` has no component.',
    advice:
      'A component is a class that inherits from `BaseComponent` and has `build`. Without one the folder is no node type.',
  },
  'component-build-missing': {
    means: 'A component has no method `build`.',
    advice: '`build` is what a run calls. Add it, or rename the method that is meant.',
  },
  'component-build-self': {
    means: '`build` lacks `self`.',
    advice: 'Python would give the object as the first input. Write `def build(self, …)`.',
  },
  'component-build-parameter': {
    means: '`build` needs a parameter that `inputs` does not declare.',
    advice:
      'Nobody could give it, and the call would fail. Declare the input, or give the parameter a default.',
  },
  'component-build-positional': {
    means: '`build` takes an input by position only.',
    advice: 'Inputs are given by name. Take the `/` or the `*args` out.',
  },
  'component-ports-unreadable': {
    means: '`inputs` or `outputs` is worked out only when the code runs.',
    advice:
      'Code is read here and never run, so flows that use the component are checked less. Write the list out if you can.',
  },
  'component-port-argument': {
    means: '`Input` or `Output` has no such argument.',
    advice:
      'Creating it fails when the component is loaded. Correct the spelling; the hint lists the arguments.',
  },
  'component-port-name': {
    means: 'An input or output has no name that can be used.',
    advice:
      'Inputs become parameters of `build`, so they need names that Python allows: no keywords, no spaces.',
  },
  'component-input-duplicate': {
    means: 'A component declares the same input twice.',
    advice: 'Only one of them could count. Remove or rename one.',
  },
  'component-output-duplicate': {
    means: 'A component declares the same output twice.',
    advice: 'Only one of them could count. Remove or rename one.',
  },
  'component-input-unused': {
    means: '`build` has no parameter for a declared input.',
    advice: 'Calling `build` with it would fail. Add the parameter, or remove the input.',
  },
  'component-input-default': {
    means: 'An input is optional, but `build` cannot do without it.',
    advice:
      'A flow that leaves it out fails when it runs. Give the input a `value`, or the parameter a default.',
  },
  'component-annotation-differs': {
    means: 'An input’s declared type is not the one that `build` expects.',
    advice:
      'Values arrive as the declared type says, so the code may get something else than it was written for. Make the two agree.',
  },
  'component-input-value': {
    means: 'The `value` of an input breaks the input’s own rules.',
    advice:
      'It is none of its `options`, outside of `min` and `max`, or of another type. Correct the value or the rule.',
  },
  'component-output-missing': {
    means: '`build` returns an object without a declared output.',
    advice: 'Nodes that use that output get nothing. Return it everywhere, or do not declare it.',
  },
  'component-output-undeclared': {
    means: '`build` returns a key that is no declared output.',
    advice:
      '`validate` does not know it, and complains of flows that use it. Declare it, or correct the spelling.',
  },
  'component-data-input': {
    means: '`schema.py` or `frontend.py` describes an input that the component does not have.',
    advice:
      'The form would show a field without effect. Remove it, or add the input to `component.py`.',
  },
  'component-data-output': {
    means: '`frontend.py` describes an output that the component does not have.',
    advice: 'Remove it, or declare the output in `component.py`.',
  },
  'component-data-differs': {
    means: '`schema.py` or `frontend.py` contradicts `component.py`.',
    advice:
      '`component.py` is what counts when it runs, so the form promises something else. Make them agree.',
  },
  'component-data-not-literal': {
    means: 'Data in `schema.py` or `frontend.py` is computed.',
    advice:
      'These files are compared with `component.py` without being run, and that is possible only with literal data.',
  },
  'field-type-unknown': {
    means: 'There is no field type of this name.',
    advice:
      'The component could not be loaded. The hint lists the types of `bisheng.field_typing`.',
  },
} as const satisfies Explanations;
