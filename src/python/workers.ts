import type { InspectedCode, Inspection } from './inspection.ts';
import type {
  InspectedPath,
  PythonCode,
  PythonInstance,
  PythonObject,
  PythonWorkers,
} from './instance.ts';
import { findInterpreter } from './interpreter.ts';
import { AsyncInstance, SyncInstance } from './python-object.ts';
import { Realm } from './realm.ts';
import type { WorkersOptions } from './workers-options.ts';

/** The processes of one realm. Nothing is looked for or started before the first use or `warmUp`. */
export function createWorkers(options: WorkersOptions): PythonWorkers {
  let realm: Promise<Realm> | undefined;
  let numbers = 0;
  const start = () => (realm ??= openRealm(options));
  return {
    warmUp() {
      start().then(
        ({ oneByOne }) => oneByOne.warmUp(),
        () => undefined,
      );
    },
    async inspect(folders: readonly InspectedPath[]) {
      return (await (await start()).ask({ op: 'inspect', folders })) as Inspection;
    },
    async inspectCode(codes: readonly PythonCode[]) {
      const answer = await (await start()).ask({ op: 'inspect_code', codes });
      return (answer as { readonly codes: readonly InspectedCode[] }).codes;
    },
    async design(file: string, className: string) {
      return (await start()).ask({ op: 'design', file, class: className });
    },
    open(what: PythonObject): PythonInstance {
      numbers += 1;
      const Kind = what.isAsync ? AsyncInstance : SyncInstance;
      return new Kind(what, numbers, start);
    },
    async close() {
      const opened = await realm?.catch(() => undefined);
      await opened?.close();
    },
  };
}

async function openRealm(options: WorkersOptions): Promise<Realm> {
  const { project, python, environment } = options;
  const interpreter =
    options.interpreter ??
    (await findInterpreter({
      project,
      setting: python ?? undefined,
      env: environment ?? process.env,
    }));
  return new Realm(interpreter, options);
}
