import { message } from '../../messages/message.ts';
import type { FlowTemplate } from '../flow.ts';
import { placeIn } from '../tree.ts';
import { finding } from './finding.ts';
import { isDefined } from './name-scope.ts';
import type { Rule } from './rule.ts';

/** `{{name}}`, or `{{#node.output#}}` as the platform writes it; three braces on a side are something else. */
const doubled =
  /(?<!\{)\{\{\s*(#?)([\p{L}_][\p{L}\p{N}_]*)((?:\.[\p{L}\p{N}_]+)*)\1\s*\}\}(?!\})/gu;

/** Doubled braces around a name that has a value: elsewhere they put it in, here they are literal. */
export const templateBraces: Rule = (context) => {
  const { graph, report } = context;
  for (const [index, node] of graph.nodes.entries()) {
    const own = new Set(node.inputs.map(({ name }) => name));
    const sees = {
      names: [],
      node: index,
      own,
      after: false,
      expression: undefined,
      body: graph.controls[index],
    };
    const hasValue = (name: string, { tree }: FlowTemplate): boolean =>
      graph.index.has(name) || isDefined({ ...sees, tree }, name, context);
    for (const template of node.templates.values()) {
      const { source } = template.template;
      if (!source.includes('{{')) continue;
      for (const { 0: text, 2: name = '', 3: rest = '', index: start } of source.matchAll(
        doubled,
      )) {
        if (!hasValue(name, template)) continue;
        const place = `{${name}${rest}}`;
        context.facts.doubt(template.tree);
        report(
          finding(
            'template-braces',
            placeIn(template.tree, start, start + text.length),
            message('template-braces', { text, literal: text.slice(1, -1) }),
            message('template-braces/hint', { place }),
          ),
        );
      }
    }
  }
};
