import { message } from '../../messages/message.ts';
import { minimumPermissions, parsePermission } from '../../plugins/permissions.ts';
import { parseRequirement } from '../../plugins/requirement.ts';
import { PLUGINS } from '../../project/python-folders.ts';
import { UsageError } from '../../project/usage-error.ts';
import { checkName } from '../../scaffold/check-name.ts';
import { below } from '../../scaffold/planned-file.ts';
import type { ExitCode } from '../exit.ts';
import { Answers, type Asking } from '../scaffold/answers.ts';
import { asked, make } from '../scaffold/make.ts';
import { findPlace, takenNames } from '../scaffold/place.ts';
import type { Terminal } from '../terminal.ts';

export interface NewPluginOptions extends Asking {
  readonly dir?: string;
  readonly lang?: string;
  readonly description?: string;
  readonly author?: string;
  readonly pluginVersion?: string;
  readonly permission?: readonly string[];
  readonly dependency?: readonly string[];
  readonly config?: readonly string[];
  readonly tests?: boolean;
}

/** `bisheng new plugin` */
export async function newPlugin(
  given: string | undefined,
  options: NewPluginOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const place = await findPlace(options, PLUGINS, terminal);
  const answers = new Answers(options, terminal);
  const taken = await takenNames(place);
  const name = await answers.name(given, 'plugin', (text) =>
    asked(() => checkName(text, 'plugin', taken)),
  );
  const dependencies = options.dependency ?? [];
  dependencies.forEach(checkDependency);
  const description = await answers.text(
    options.description,
    message('scaffold-ask/description'),
    name,
  );
  const asking = message('scaffold-ask/permissions');
  const usual = ['read_text', 'process_text'];
  const permissions = await answers.list(options.permission, asking, usual, checkPermission);
  const file = `${below(place.folder, name)}/plugin.py`;
  return make(
    {
      root: place.project.root,
      types: place.types,
      next: message('scaffold-next/plugin', { file }),
      request: {
        kind: 'plugin',
        name,
        folder: place.folder,
        language: place.project.settings.lang,
        version: options.pluginVersion ?? '1.0.0',
        description,
        author: options.author ?? '',
        permissions,
        dependencies,
        config: options.config ?? [],
        tests: await answers.yesOrNo(options.tests, message('scaffold-ask/tests'), false),
      },
    },
    options,
    terminal,
  );
}

function checkPermission(value: string): void {
  if (parsePermission(value).kind !== 'invalid') return;
  const known = minimumPermissions;
  throw new UsageError(
    message('scaffold-permission', { value }),
    message('scaffold-permission/hint', { known }),
  );
}

function checkDependency(value: string): void {
  if ('problem' in parseRequirement(value)) {
    throw new UsageError(message('scaffold-dependency', { value }));
  }
}
