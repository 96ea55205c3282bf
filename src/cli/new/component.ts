import { message } from '../../messages/message.ts';
import { COMPONENTS } from '../../project/python-folders.ts';
import { checkName } from '../../scaffold/check-name.ts';
import { below } from '../../scaffold/planned-file.ts';
import { readPort } from '../../scaffold/port.ts';
import { componentKinds, type ComponentKind } from '../../scaffold/request.ts';
import type { ExitCode } from '../exit.ts';
import { Answers, type Asking } from '../scaffold/answers.ts';
import { asked, make } from '../scaffold/make.ts';
import { findPlace, takenNames } from '../scaffold/place.ts';
import type { Terminal } from '../terminal.ts';

export interface NewComponentOptions extends Asking {
  readonly dir?: string;
  readonly lang?: string;
  readonly kind?: ComponentKind;
  readonly displayName?: string;
  readonly description?: string;
  readonly icon?: string;
  readonly input?: readonly string[];
  readonly output?: readonly string[];
  readonly tests?: boolean;
}

/** `bisheng new component` */
export async function newComponent(
  given: string | undefined,
  options: NewComponentOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const place = await findPlace(options, COMPONENTS, terminal);
  const answers = new Answers(options, terminal);
  const taken = await takenNames(place);
  const name = await answers.name(given, 'component', (text) =>
    asked(() => checkName(text, 'component', taken)),
  );
  const variant = await answers.choice(
    options.kind,
    message('scaffold-ask/kind'),
    componentKinds,
    (kind) => terminal.say(message(`scaffold-kind/${kind}`)),
  );
  const displayName = await answers.text(
    options.displayName,
    message('scaffold-ask/display-name'),
    name,
  );
  const description = message('scaffold-ask/description');
  const check = (flag: '--input' | '--output') => (text: string) =>
    void asked(() => readPort(text, flag));
  const { root } = place.project;
  const file = `${below(place.folder, name)}/component.py`;
  return make(
    {
      root,
      types: place.types,
      next: message('scaffold-next/component', { file }),
      request: {
        kind: 'component',
        name,
        folder: place.folder,
        language: place.project.settings.lang,
        variant,
        displayName,
        description: await answers.text(options.description, description, displayName),
        icon: options.icon ?? '🔧',
        inputs: await answers.list(
          options.input,
          message('scaffold-ask/inputs'),
          ['text:Text'],
          check('--input'),
        ),
        outputs: await answers.list(
          options.output,
          message('scaffold-ask/outputs'),
          ['result:Text'],
          check('--output'),
        ),
        tests: await answers.yesOrNo(options.tests, message('scaffold-ask/tests'), false),
      },
    },
    options,
    terminal,
  );
}
