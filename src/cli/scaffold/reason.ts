/** What the system says of a failure, without Node's own words around it. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
