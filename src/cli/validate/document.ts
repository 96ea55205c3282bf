import path from 'node:path';
import type { CheckProblem, CheckReport } from '../../reporters/diagnostics/check-report.ts';
import type { Language } from '../../messages/message.ts';
import type { Environment } from '../../project/language.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

/** The formats whose document goes to stdout. */
export const documentFormats = ['json', 'sarif', 'github', 'gitlab', 'junit'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** The document of a check in a format; `language` is that of its sentences. A format's code is loaded only when it is asked for. */
export async function documentOf(
  format: DocumentFormat,
  report: CheckReport,
  language: Language,
): Promise<string> {
  switch (format) {
    case 'json': {
      const { jsonDiagnostics } = await import('../../reporters/diagnostics/json-diagnostics.ts');
      const { diagnostics, files, say, problem } = report;
      return jsonDiagnostics(diagnostics, { files: files.length, say, problem });
    }
    case 'sarif': {
      const { sarif } = await import('../../reporters/diagnostics/sarif.ts');
      const { explanationsIn } = await import('../../diagnostics/explanations/explanations-in.ts');
      return sarif(report, { version, explanations: await explanationsIn(language) });
    }
    case 'github': {
      const { github } = await import('../../reporters/diagnostics/github.ts');
      return github(report);
    }
    case 'gitlab': {
      const { gitlab } = await import('../../reporters/diagnostics/gitlab.ts');
      return gitlab(report);
    }
    case 'junit': {
      const { junit } = await import('../../reporters/diagnostics/junit.ts');
      return junit(report);
    }
  }
}

/** The document that says why there is no other: whoever reads it finds one whatever happens. */
export function failureDocument(format: DocumentFormat, terminal: Terminal) {
  return (problem: CheckProblem): Promise<string> => {
    const { say } = terminal;
    const nothing = { diagnostics: [], files: [], strict: false, pathOf: (file: string) => file };
    // There is no finding in it that would have to be explained.
    return documentOf(format, { ...nothing, say, problem }, 'en');
  };
}

/**
 * Gives a file's path as the CI system knows it: relative to the folder of the repository that it checked out, where the file
 * is in that, else to the working directory.
 */
export function pathsFor(folder: string, environment: Environment): (file: string) => string {
  const root = environment.GITHUB_WORKSPACE ?? environment.CI_PROJECT_DIR;
  const isInside = (base: string, file: string): boolean => {
    const relative = path.relative(base, file);
    return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  };
  return (file) => {
    const absolute = path.resolve(folder, file);
    const base = [root, folder].find(
      (at) => at !== undefined && at !== '' && isInside(at, absolute),
    );
    return (base === undefined ? file : path.relative(base, absolute)).replaceAll('\\', '/');
  };
}
