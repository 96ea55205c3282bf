import path from 'node:path';

/** A path as the user would write it: relative to the working directory where that is shorter. */
export function shownPath(absolute: string, folder: string): string {
  const relative = path.relative(folder, absolute);
  return relative.length < absolute.length && relative !== '' ? relative : absolute;
}
