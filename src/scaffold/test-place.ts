import { message, type Say } from '../messages/message.ts';
import { Code, type Values } from './fill.ts';
import { pythonLiteral } from './literals.ts';
import { below } from './planned-file.ts';

/** How a test below `tests/` finds the module that it tests. */
export function testPlace({ folder, name }: { folder: string; name: string }): Values {
  const parts = folder === '' ? [] : folder.split('/');
  // A folder that is no Python name can't stand in an import: what is in it is imported by itself.
  const dotted = parts.every((part) => /^[A-Za-z_]\w*$/.test(part));
  const root = ['ROOT', ...parts.map((part) => pythonLiteral(part))].join(' / ');
  return {
    depth: 1,
    module: dotted ? below(folder, name).replaceAll('/', '.') : name,
    import_root: new Code(`str(${dotted ? 'ROOT' : root})`),
  };
}

/** What a page says of the tests. Outside of `usual` no flow would find the component or plugin, so there is no flow. */
export function testsNote(
  { name, folder, tests }: { name: string; folder: string; tests: boolean },
  usual: string,
  say: Say,
): string {
  if (!tests) return '';
  const key = folder === usual ? 'scaffold-text/tests-note' : 'scaffold-text/tests-only-note';
  return say(message(key, { name }));
}
