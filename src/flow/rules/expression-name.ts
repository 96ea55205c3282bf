import { message } from '../../messages/message.ts';
import type { NameUse } from '../expression/expression.ts';
import { placeIn } from '../tree.ts';
import { explainName } from './explain-name.ts';
import { finding } from './finding.ts';
import { listed } from './listed.ts';
import { checkAmbiguity } from './name-ambiguous.ts';
import type { NamePlace } from './name-place.ts';
import { isDefined, isOpen, knownNames } from './name-scope.ts';
import { checkNodeName } from './node-name.ts';
import type { Rule, RuleContext } from './rule.ts';

/** For so many names of a flow it is worked out what was meant. */
const MOST_SUGGESTIONS = 500;

/**
 * Names in expressions and templates that nothing defines. Where run inputs or outputs that nobody declares may
 * give any name, only what is most likely a mistake is reported.
 */
export const expressionName: Rule = (context) => {
  let suggestions = MOST_SUGGESTIONS;
  for (const place of context.places) {
    for (const use of place.names) {
      if (isDefined(place, use.name, context)) checkAmbiguity(place, use, context);
      else if (!checkNodeName(place, use, context)) {
        reportUndefined(place, use, suggestions-- > 0 ? knownNames(place, context) : [], context);
      }
    }
  }
};

function reportUndefined(
  place: NamePlace,
  use: NameUse,
  known: readonly string[],
  context: RuleContext,
): void {
  context.facts.doubt(place.tree);
  if (place.node !== undefined && context.upstream.isUnsure(place.node)) return;
  const { text, span, hint, isSure } = explainName(place, use, known, context);
  const location = placeIn(place.tree, span.start, span.end);
  const doubt = message('name-doubtful', { name: use.name });
  if (isOpen(place, context)) {
    if (hint && isSure) context.report(finding('name-doubtful', location, doubt, hint));
  } else if (hint) context.report(finding('expression-name', location, text, hint));
  else {
    // Whoever runs the flow may give any name: a sub-flow, for one, gets its `inputs:` so.
    const names =
      known.length > 0
        ? message('name-hint/known', { known: listed(known) })
        : message('name-hint/none');
    context.report(finding('name-doubtful', location, doubt, names));
  }
}
