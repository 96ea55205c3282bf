/** What the system says of a failure, without Node's own words around it. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // `ENOENT: no such file or directory, open '…'`
  return /^E[A-Z0-9]+: (.+?), [a-z]+(?: '.*)?$/s.exec(text)?.[1] ?? text;
}
