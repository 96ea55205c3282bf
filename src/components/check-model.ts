import type { Report } from '../diagnostics/diagnostic.ts';
import type { CheckedNode } from '../flow/node-type.ts';
import { message } from '../messages/message.ts';
import type { Models } from '../models/models.ts';
import { unknownModel } from '../models/unknown-model.ts';
import { givenEntry } from './config-fields.ts';

/** Reports a `model` in a node's config that the project does not have (`model-unknown`). */
export function checkModel(node: CheckedNode, models: Models, report: Report): void {
  const given = givenEntry(node, 'model')?.value;
  if (given?.kind !== 'scalar' || typeof given.value !== 'string') return;
  if (models.has(given.value)) return;
  const { code, text, hint } = unknownModel(given.value, models);
  report({
    severity: 'error',
    code,
    message: text,
    location: given.location,
    hint: hint ?? message('model-unknown/hint', { known: models.names() }),
  });
}
