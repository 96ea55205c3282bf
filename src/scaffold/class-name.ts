/**
 * The class of a component or plugin: `text_cleaner` is `TextCleanerComponent`. The ending keeps it apart from the
 * built-in node types and from what Python calls so.
 */
export function classNameOf(name: string, ending: 'Component' | 'Plugin'): string {
  const words = name.split('_').filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const safe = /^[A-Za-z]/.test(joined) ? joined : `_${joined}`;
  const isWhole = safe.endsWith(ending) && safe !== ending && safe !== `Base${ending}`;
  return isWhole ? safe : `${safe}${safe === 'Base' ? 'Class' : ''}${ending}`;
}
