import { message } from '../../messages/message.ts';
import { readTemplateInfo, type TemplateInfo } from '../../project/template-info.ts';
import { templateNamed, type TemplateFile } from '../../project/template-files.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { table } from '../table.ts';
import { note, type Terminal } from '../terminal.ts';
import { withTemplates, type OpenedTemplates, type TemplateOptions } from './open-templates.ts';
import { templateJson } from './template-json.ts';

/** `bisheng template list`: the project's templates and the tool's, each once, in the language that is spoken. */
export function templateList(options: TemplateOptions, terminal: Terminal): Promise<ExitCode> {
  return withTemplates(options, terminal, async (opened) => {
    const files = options.json ? opened.files : shownOf(opened);
    const infos = await Promise.all(files.map((file) => readTemplateInfo(file, terminal.folder)));
    if (options.json) {
      const templates = infos.map(templateJson);
      const document = { format_version: 1, templates };
      terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      return exitCode.ok;
    }
    terminal.stdout.write(asTable(infos, terminal));
    note(terminal, message('template-list/hint'));
    return exitCode.ok;
  });
}

/** For each name the file that it means. */
function shownOf({ files, project }: OpenedTemplates): TemplateFile[] {
  const names = [...new Set(files.map(({ name }) => name))];
  return names.flatMap((name) => templateNamed(name, files, project.settings.lang) ?? []);
}

function asTable(infos: readonly TemplateInfo[], { say }: Terminal): string {
  const heads = (['name', 'from', 'description'] as const).map((column) =>
    say(message(`template-list/${column}`)),
  );
  const rows = infos.map(({ file, title, description, tree }) => [
    foreign(file.name),
    say(message(file.shipped ? 'template-from/tool' : 'template-from/project')),
    tree ? foreign(description ?? title ?? '') : say(message('template-list/broken')),
  ]);
  return table([heads, ...rows]);
}
