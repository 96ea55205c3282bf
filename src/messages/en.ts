import { cli } from './en/cli.ts';
import { component } from './en/component.ts';
import { doctor } from './en/doctor.ts';
import { engine } from './en/engine.ts';
import { expression } from './en/expression.ts';
import { flow } from './en/flow.ts';
import { http } from './en/http.ts';
import { nodes } from './en/nodes.ts';
import { plugins } from './en/plugins.ts';
import { python } from './en/python.ts';
import { read } from './en/read.ts';
import { report } from './en/report.ts';
import { rules } from './en/rules.ts';
import { scaffold } from './en/scaffold.ts';

/** Every sentence of the tool in English; the keys are the catalogue's keys. */
export const en = {
  ...read,
  ...expression,
  ...flow,
  ...rules,
  ...engine,
  ...nodes,
  ...http,
  ...report,
  ...python,
  ...plugins,
  ...scaffold,
  ...component,
  ...doctor,
  ...cli,
} as const;
