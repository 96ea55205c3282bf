/** Messages about checking in CI: formats, repairs, what is ignored, known or changed. */
export const ci = {
  'flag-needs': '{flag} means nothing without {other}.',

  // Repairs
  fixable: '{n} {n|finding|findings} can be repaired: bisheng validate --fix',
  fixed: 'Repaired {n} {n|finding|findings} in {files} {files|file|files}.',
  'fixed-nothing': 'Nothing to repair.',
  'fix-changed': '“{file}” has changed meanwhile; it was left as it is.',
  'fix-failed': '“{file}” can’t be written: {reason}',

  // What is left out
  'files-left-out': '{n} {n|file or folder is|files and folders are} left out by .bishengignore.',
  'all-left-out': 'Nothing to check: .bishengignore leaves all of it out.',
  'ignore-incomplete': 'This comment gives no reason, so it ignores nothing.',
  'ignore-incomplete/code': 'This comment does not say which code to ignore.',
  'ignore-incomplete/hint': 'Write it so: # bisheng-ignore {code}: why it is right here',
  'ignore-unused': 'There is no “{code}” here that this comment could ignore.',
  'ignore-unused/hint':
    'Remove the code. A comment means its own line, or the line below when it stands alone.',
  'ignore-unused/unknown': 'There is no code “{code}”.',
  'ignore-unused/unknown-hint': '“bisheng explain” lists the codes.',

  // What is known
  'baseline-missing/hint': 'Make it: bisheng validate --baseline {file} --update-baseline',
  'baseline-invalid': '“{file}” is not a baseline.',
  'baseline-invalid/hint':
    'Make it anew: remove it, then bisheng validate --baseline {file} --update-baseline',
  'baseline-write-failed': '“{file}” can’t be written: {reason}',
  'baseline-written': '“{file}” has {n} {n|finding|findings} now.',
  'baseline-known': '{n} {n|finding|findings} not shown: known from “{file}”.',
  'baseline-gone':
    '{n} {n|finding|findings} of “{file}” {n|is|are} there no more; --update-baseline removes {n|it|them}.',

  // What has changed
  'nothing-changed': 'No flow has to do with what has changed since “{revision}”.',
  'git-missing': 'git is not installed, or not on the PATH.',
  'git-no-repository': 'This folder is not in a git repository.',
  'git-not-trusted': 'git does not trust this repository: it belongs to somebody else.',
  'git-not-trusted/hint': 'See “git config --global safe.directory”.',
  'git-revision': 'The repository has no revision “{revision}”.',
  'git-revision/hint': 'In CI it may have to be fetched first (on GitHub: fetch-depth: 0).',

  'help-flag/fix': 'Repair what can be repaired safely; comments and layout stay',
  'help-flag/fix-dry-run': 'With --fix: show the repairs on stdout, write nothing',
  'help-flag/since': 'Only what has changed since a git revision, and flows that use it',
  'help-flag/baseline': 'Known findings, of which nobody is told again',
  'help-flag/update-baseline': 'Write the present findings to the file of --baseline',
  'help-flag/no-ignore': 'Check what .bishengignore leaves out, too',
} as const;
