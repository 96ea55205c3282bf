/** Whether a file's name says that it has tests of a flow: `greet.test.yaml`. */
export function isTestFile(name: string): boolean {
  return TEST.test(name);
}

/** Whether a folder's name says that it holds what tests have recorded: `greet.cassettes`. */
export function isCassettes(name: string): boolean {
  return name.endsWith('.cassettes');
}

/** The path of a file of tests without what makes it one: `flows/greet` for `flows/greet.test.yaml`. */
export function testedPath(file: string): string {
  return file.replace(TEST, '');
}

const TEST = /\.test\.(?:ya?ml|json)$/i;
