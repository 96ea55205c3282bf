import type { Say } from '../messages/message.ts';
import { planComponent } from './component.ts';
import { planFlow } from './flow.ts';
import type { PlannedFile, ScaffoldTexts } from './planned-file.ts';
import { planPlugin } from './plugin.ts';
import { editorFiles, planProject } from './project.ts';
import { recordFile } from './record.ts';
import type { ScaffoldRequest } from './request.ts';
import { planTemplate } from './template.ts';

/**
 * Every file that a request asks for, in the order in which they are told, the record for `update` among them. Says
 * nothing of what is on the disk. Throws ScaffoldProblem for a request that makes no sense.
 */
export function planScaffold(
  request: ScaffoldRequest,
  texts: ScaffoldTexts,
  say: Say,
): PlannedFile[] {
  const files = filesOf(request, texts, say);
  const python = request.kind === 'component' || request.kind === 'plugin';
  return [...files, ...(python ? editorFiles(texts, say) : []), recordFile(request, files)];
}

/** The files alone. */
export function filesOf(request: ScaffoldRequest, texts: ScaffoldTexts, say: Say): PlannedFile[] {
  switch (request.kind) {
    case 'component':
      return planComponent(request, texts, say);
    case 'plugin':
      return planPlugin(request, texts, say);
    case 'flow':
      return planFlow(request, texts, say);
    case 'template':
      return planTemplate(request, texts, say);
    case 'project':
      return planProject(request, texts, say);
  }
}
