import { message } from '../../messages/message.ts';
import { checkName } from '../../scaffold/check-name.ts';
import { below } from '../../scaffold/planned-file.ts';
import { readParameter } from '../../scaffold/template.ts';
import type { ExitCode } from '../exit.ts';
import { Answers, type Asking } from '../scaffold/answers.ts';
import { asked, make } from '../scaffold/make.ts';
import { findPlace, takenNames } from '../scaffold/place.ts';
import type { Terminal } from '../terminal.ts';

export interface NewTemplateOptions extends Asking {
  readonly dir?: string;
  readonly lang?: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly param?: readonly string[];
}

/** `bisheng new template` */
export async function newTemplate(
  given: string | undefined,
  options: NewTemplateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const place = await findPlace(options, 'templates', terminal);
  const answers = new Answers(options, terminal);
  const taken = await takenNames(place);
  const name = await answers.name(given, 'template', (text) =>
    asked(() => checkName(text, 'template', taken)),
  );
  const displayName = await answers.text(
    options.displayName,
    message('scaffold-ask/display-name'),
    name,
  );
  const description = message('scaffold-ask/description');
  const asking = message('scaffold-ask/parameters');
  const command = `bisheng validate ${below(place.folder, name)}.yaml`;
  return make(
    {
      root: place.project.root,
      types: place.types,
      next: message('scaffold-next/flow', { command }),
      request: {
        kind: 'template',
        name,
        folder: place.folder,
        language: place.project.settings.lang,
        displayName,
        description: await answers.text(options.description, description, displayName),
        parameters: await answers.list(options.param, asking, ['greeting:string=Hello'], (text) =>
          asked(() => readParameter(text)),
        ),
      },
    },
    options,
    terminal,
  );
}
