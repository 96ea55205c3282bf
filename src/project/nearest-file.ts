import path from 'node:path';
import { nearest } from '../diagnostics/nearest.ts';

/**
 * The file that somebody who typed `name` most likely meant, if any is near enough. The names are compared without
 * their endings: having the same one makes them no more alike.
 */
export function nearestFile(name: string, files: readonly string[]): string | undefined {
  const meant = nearest(stem(name), files.map(stem));
  const alike = files.filter((file) => stem(file) === meant);
  return alike.length > 1 ? (nearest(name, alike) ?? alike[0]) : alike[0];
}

function stem(file: string): string {
  return path.parse(file).name;
}
