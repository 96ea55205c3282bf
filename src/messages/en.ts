import { cli } from './en/cli.ts';
import { code } from './en/code.ts';
import { component } from './en/component.ts';
import { doctor } from './en/doctor.ts';
import { engine } from './en/engine.ts';
import { expression } from './en/expression.ts';
import { flow } from './en/flow.ts';
import { http } from './en/http.ts';
import { knowledge } from './en/knowledge.ts';
import { models } from './en/models.ts';
import { mockLlm } from './en/mock-llm.ts';
import { nodes } from './en/nodes.ts';
import { plugins } from './en/plugins.ts';
import { python } from './en/python.ts';
import { read } from './en/read.ts';
import { report } from './en/report.ts';
import { rules } from './en/rules.ts';
import { scaffold } from './en/scaffold.ts';
import { templates } from './en/templates.ts';

/** Every sentence of the tool in English; the keys are the catalogue's keys. */
export const en = {
  ...read,
  ...expression,
  ...flow,
  ...rules,
  ...engine,
  ...nodes,
  ...http,
  ...knowledge,
  ...models,
  ...report,
  ...python,
  ...plugins,
  ...scaffold,
  ...templates,
  ...component,
  ...code,
  ...doctor,
  ...mockLlm,
  ...cli,
} as const;
