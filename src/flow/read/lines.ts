/** Where the line begins that holds an offset. */
export function lineStart(text: string, at: number): number {
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Where the line ends that holds an offset: at its line break. */
export function lineEnd(text: string, at: number): number {
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a UTF-16 unit ends a line of YAML: a line feed or carriage return. */
export function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}
