/** Whether a knowledge base can be called so: its name is one part of a path, so that it leads nowhere else. */
export function isBaseName(name: string): boolean {
  return name !== '' && !name.startsWith('.') && !/[/\\:\p{Cc}]/u.test(name);
}
