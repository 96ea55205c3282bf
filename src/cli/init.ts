import { stat } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../messages/message.ts';
import { openProject } from '../project.ts';
import { ProjectTypes } from '../project/components.ts';
import { shownPath } from '../project/shown-path.ts';
import { UsageError } from '../project/usage-error.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { Answers, type Asking } from './scaffold/answers.ts';
import { make } from './scaffold/make.ts';
import { speak, type Terminal } from './terminal.ts';

export interface InitOptions extends Asking {
  readonly lang?: string;
}

/** `bisheng init`: a folder becomes a project. */
export async function init(
  dir: string | undefined,
  options: InitOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { folder, environment } = terminal;
  const root = path.resolve(folder, dir ?? '.');
  const stats = await stat(root).catch(() => undefined);
  if (stats && !stats.isDirectory()) {
    throw new UsageError(message('scaffold-dir-file', { dir: dir ?? root }));
  }
  const project = await openProject(root, { folder, environment, flags: { lang: options.lang } });
  speak(terminal, project.settings.lang);
  const shown = root === folder ? '.' : shownPath(root, folder);
  const answers = new Answers(options, terminal);
  const wanted = message('scaffold-ask/project', { dir: root === folder ? root : shown });
  if (!(await answers.yesOrNo(undefined, wanted, true))) return exitCode.ok;
  const run = 'bisheng run hello --input "World"';
  const command =
    root === folder ? run : `cd ${/^[\w./-]+$/.test(shown) ? shown : `"${shown}"`} && ${run}`;
  const question = terminal.say(message('scaffold-text/shop-question'));
  return make(
    {
      root,
      types: new ProjectTypes(project, folder),
      next: message('scaffold-next/project', {
        command,
        answers: `bisheng run rag-qa --param knowledge_base_id=sample-shop --input "${question}"`,
      }),
      request: { kind: 'project', name: '', folder: '', language: project.settings.lang },
    },
    options,
    terminal,
  );
}
