import path from 'node:path';
import { ProjectKnowledge } from '../knowledge/project-knowledge.ts';
import type { EmbeddingModel } from '../knowledge/passage-vectors.ts';
import { SecretMask } from '../engine/secrets.ts';
import type { Project } from '../project.ts';
import { shippedTemplates } from './template-files.ts';

/** The folder of a project whose folders are its knowledge bases. */
export const KNOWLEDGE_FOLDER = 'knowledge';
const INDEX_FOLDER = '.bisheng/knowledge';

/**
 * The knowledge bases of a project, whose indexes lie in it, too (unless they are not `kept`), and those that our templates
 * try out.
 */
export function knowledgeOf(
  { root, secrets }: Pick<Project, 'root' | 'secrets'>,
  models: EmbeddingModel,
  kept = true,
): ProjectKnowledge {
  const mask = new SecretMask(secrets);
  return new ProjectKnowledge({
    folder: path.join(root, KNOWLEDGE_FOLDER),
    ...(kept && { indexes: path.join(root, INDEX_FOLDER) }),
    models,
    mask: (text) => mask.text(text),
    shipped: path.join(shippedTemplates(), KNOWLEDGE_FOLDER),
  });
}

/** Where the documents of a base lie; undefined where there is none of the name. */
export function knowledgeFolder({ root }: Pick<Project, 'root'>, base: string): string | undefined {
  const shipped = path.join(shippedTemplates(), KNOWLEDGE_FOLDER);
  const places = { folder: path.join(root, KNOWLEDGE_FOLDER), shipped };
  return new ProjectKnowledge(places).folderOf(base);
}
