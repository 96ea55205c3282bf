import { message } from '../../messages/message.ts';
import { checkName } from '../../scaffold/check-name.ts';
import { below } from '../../scaffold/planned-file.ts';
import { flowKinds, type FlowKind } from '../../scaffold/request.ts';
import type { ExitCode } from '../exit.ts';
import { Answers, type Asking } from '../scaffold/answers.ts';
import { asked, make } from '../scaffold/make.ts';
import { findPlace, takenNames } from '../scaffold/place.ts';
import type { Terminal } from '../terminal.ts';

export interface NewFlowOptions extends Asking {
  readonly dir?: string;
  readonly lang?: string;
  readonly from?: FlowKind;
  readonly displayName?: string;
  readonly description?: string;
}

/** `bisheng new flow` */
export async function newFlow(
  given: string | undefined,
  options: NewFlowOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const place = await findPlace(options, 'flows', terminal);
  const answers = new Answers(options, terminal);
  const taken = await takenNames(place);
  const name = await answers.name(given, 'flow', (text) =>
    asked(() => checkName(text, 'flow', taken)),
  );
  const variant = await answers.choice(options.from, message('scaffold-ask/from'), flowKinds);
  const displayName = await answers.text(
    options.displayName,
    message('scaffold-ask/display-name'),
    name,
  );
  const description = message('scaffold-ask/description');
  const command = `bisheng validate ${below(place.folder, name)}.yaml`;
  return make(
    {
      root: place.project.root,
      types: place.types,
      next: message('scaffold-next/flow', { command }),
      request: {
        kind: 'flow',
        name,
        folder: place.folder,
        language: place.project.settings.lang,
        variant,
        displayName,
        description: await answers.text(options.description, description, displayName),
      },
    },
    options,
    terminal,
  );
}
