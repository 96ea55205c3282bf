import { nearestOrPart } from '../diagnostics/nearest.ts';
import { message } from '../messages/message.ts';
import { ModelFailure } from './model-failure.ts';
import type { Models } from './models.ts';

/** The models that answer on this machine, without a server. */
export const localModels: readonly string[] = ['offline', 'echo'];

/** What is to be said of a model's name that {@link Models.has} refuses. */
export function unknownModel(
  name: string,
  { names, embedding }: Pick<Models, 'names' | 'embedding'>,
): ModelFailure {
  if (name === embedding) return new ModelFailure('model-unknown/kind', { name });
  const known = names();
  const near = nearestOrPart(name, known);
  const hint = known.every((other) => localModels.includes(other))
    ? 'model-unknown/none-hint'
    : 'model-unknown/hint';
  return new ModelFailure(
    'model-unknown',
    { name },
    { hint: near ? message('did-you-mean', { name: near }) : message(hint, { known }) },
  );
}
