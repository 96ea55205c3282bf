import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import type { Project } from '../../project.ts';
import type { FlowNeeds } from '../../project/flow-needs.ts';
import { shippedTemplates } from '../../project/template-files.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { note, type Terminal } from '../terminal.ts';
import { runCommand } from './run-command.ts';

/**
 * Says on stderr what a flow that was just made needs besides itself, and how to run it. `wanted` is what was found to be
 * missing.
 */
export function tellNeeds(
  needs: FlowNeeds,
  wanted: readonly Diagnostic[],
  file: string | undefined,
  project: Project,
  terminal: Terminal,
): void {
  for (const base of needs.knowledge) {
    const folder = path.join('knowledge', base);
    if (existsSync(path.join(project.root, folder))) continue;
    const isSample = existsSync(path.join(shippedTemplates(), folder));
    const key = isSample ? 'template-needs/sample' : 'template-needs/knowledge';
    note(terminal, message(key, { base: foreign(base), folder: foreign(`${folder}${path.sep}`) }));
  }
  // Several nodes may name the same model.
  const told = new Set(
    wanted
      .filter(({ code }) => code !== 'knowledge-missing')
      .map(({ message: problem, hint }) =>
        terminal.say(hint ? message('answer-problem', { problem, hint }) : problem),
      ),
  );
  for (const line of told) terminal.stderr.write(`${line}\n`);
  const missing = needs.variables.filter((name) => project.environment[name] === undefined);
  if (missing.length > 0) note(terminal, message('template-needs/variables', { names: missing }));
  const names = needs.parameters.map(({ name }) => name);
  if (names.length > 0) note(terminal, message('template-needs/parameters', { names }));
  if (needs.asksPeople) note(terminal, message('template-needs/person'));
  if (file !== undefined) {
    note(terminal, message('template-next', { command: runCommand(foreign(file), needs) }));
  }
}
