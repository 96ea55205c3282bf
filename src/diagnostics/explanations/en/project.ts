import type { Explanations } from '../explanations.ts';

/** Explains findings about projects and their files. */
export const project = {
  'setting-invalid': {
    means: 'A setting has a value that it cannot have.',
    advice:
      'Settings come from `bisheng.yaml`, the environment and flags; `bisheng config` shows each one with where it comes from. Correct the value there.',
  },
  'setting-unknown': {
    means: '`bisheng.yaml` has a key that is no setting.',
    advice:
      'It is ignored, so what it says has no effect. Correct the spelling; `bisheng config` lists all settings.',
  },
  'setting-secret': {
    means: 'A key or password stands in `bisheng.yaml`.',
    advice:
      'That file is shared and goes into version control, where the secret stays for ever. Put it into the environment or `.env`, and write only the variable’s name: `api_key_env: NAME`. If it has been committed, replace it at the provider.',
  },
  'ignore-incomplete': {
    means: 'A comment asks to ignore a finding, and does not say which or why.',
    advice:
      'It ignores nothing until it is whole: the code, a colon, and a reason that tells the next reader why the finding does not matter here. `# bisheng-ignore yaml-1-1-differs: only this tool reads the file`.',
  },
  'ignore-unused': {
    means: 'A comment asks to ignore a finding that is not there.',
    advice:
      'It was repaired, or the comment has lost its place: a comment means its own line, or, where it stands alone, the next line below. A comment that is left would hide the next mistake of that kind. Remove it or put it back.',
  },
  'file-unreadable': {
    means: 'A file cannot be opened.',
    advice:
      'The system says why: it is gone, or the user who runs this may not read it. Check the path and the permissions.',
  },
  'sub-flow-missing': {
    means: 'The flow that a `Flow` node or an item’s `flow` names is not there.',
    advice:
      'Paths are relative to the file that they stand in, not to the working directory. Correct the path, or add the file.',
  },
  'sub-flow-recursion': {
    means: 'A flow runs itself, directly or through others.',
    advice: 'It would never end. To repeat something use a `LoopController`.',
  },
  'sub-flow-limit': {
    means: 'Flows that run flows add up to too many.',
    advice:
      'Each node that names a flow counts as a copy of it, so they multiply. Run a flow in a loop or an `ItemProcessor` instead of naming it many times.',
  },
  'items-unreadable': {
    means: 'A file of items cannot be read.',
    advice:
      'Items are read from `.jsonl`, `.ndjson`, `.csv`, `.json` and `.txt`. The message names the line: a line that is no JSON, a quote that is never closed, a row with more fields than the header.',
  },
} as const satisfies Explanations;
