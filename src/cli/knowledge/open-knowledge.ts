import { KnowledgeFailure } from '../../knowledge/knowledge.ts';
import type { ProjectKnowledge } from '../../knowledge/project-knowledge.ts';
import { UnsavedIndex } from '../../knowledge/unsaved-index.ts';
import { ModelFailure } from '../../models/model-failure.ts';
import { knowledgeOf } from '../../project/knowledge.ts';
import { modelsOf } from '../../project/models.ts';
import { UsageError } from '../../project/usage-error.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { ownProject } from '../own-project.ts';
import type { Terminal } from '../terminal.ts';
import { reportUsageError } from '../usage-report.ts';

/** The flags that all commands of knowledge bases have. */
export interface KnowledgeOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/**
 * Opens the knowledge bases of the working directory's project. What keeps one from being searched is told. Throws
 * UsageError for the name of none.
 */
export async function withKnowledge(
  { lang }: KnowledgeOptions,
  terminal: Terminal,
  use: (knowledge: ProjectKnowledge) => Promise<ExitCode>,
): Promise<ExitCode> {
  const project = await ownProject({ lang }, terminal);
  if (reportFindings(project.diagnostics, terminal)) return exitCode.failed;
  try {
    return await use(knowledgeOf(project, modelsOf(project)));
  } catch (error) {
    if (error instanceof UnsavedIndex) {
      reportUsageError(new UsageError(error.text), terminal);
      return exitCode.failed;
    }
    if (!(error instanceof KnowledgeFailure || error instanceof ModelFailure)) throw error;
    const told = new UsageError(error.text, error.hint);
    if (error.code === 'knowledge-missing') throw told;
    reportUsageError(told, terminal);
    return exitCode.failed;
  }
}

/** Writes the document of `--json`. */
export function writeJson({ stdout }: Terminal, content: object): void {
  stdout.write(`${JSON.stringify({ format_version: 1, ...content }, null, 2)}\n`);
}
