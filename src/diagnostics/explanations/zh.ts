import type { Explanations } from './explanations.ts';
import { checks } from './zh/checks.ts';
import { components } from './zh/components.ts';
import { expressions } from './zh/expressions.ts';
import { http } from './zh/http.ts';
import { knowledge } from './zh/knowledge.ts';
import { models } from './zh/models.ts';
import { nodes } from './zh/nodes.ts';
import { parameters } from './zh/parameters.ts';
import { plugins } from './zh/plugins.ts';
import { project } from './zh/project.ts';
import { python } from './zh/python.ts';
import { reading } from './zh/reading.ts';
import { rules } from './zh/rules.ts';
import { run } from './zh/run.ts';
import { structure } from './zh/structure.ts';
import { tests } from './zh/tests.ts';

/** 每个代码的含义和处理办法（中文）。 */
export const zh: Explanations = {
  ...reading,
  ...parameters,
  ...structure,
  ...tests,
  ...rules,
  ...checks,
  ...expressions,
  ...project,
  ...nodes,
  ...http,
  ...knowledge,
  ...models,
  ...run,
  ...python,
  ...components,
  ...plugins,
};
