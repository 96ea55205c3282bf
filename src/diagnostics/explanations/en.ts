import type { Explanations } from './explanations.ts';
import { checks } from './en/checks.ts';
import { components } from './en/components.ts';
import { expressions } from './en/expressions.ts';
import { http } from './en/http.ts';
import { knowledge } from './en/knowledge.ts';
import { models } from './en/models.ts';
import { nodes } from './en/nodes.ts';
import { parameters } from './en/parameters.ts';
import { plugins } from './en/plugins.ts';
import { project } from './en/project.ts';
import { python } from './en/python.ts';
import { reading } from './en/reading.ts';
import { rules } from './en/rules.ts';
import { run } from './en/run.ts';
import { structure } from './en/structure.ts';
import { tests } from './en/tests.ts';

/** What every code means and what to do about it, in English. */
export const en: Explanations = {
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
