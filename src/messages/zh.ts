import { batch } from './zh/batch.ts';
import type { en } from './en.ts';
import { ci } from './zh/ci.ts';
import { cli } from './zh/cli.ts';
import { code } from './zh/code.ts';
import { component } from './zh/component.ts';
import { diff } from './zh/diff.ts';
import { doctor } from './zh/doctor.ts';
import { doors } from './zh/doors.ts';
import { drawing } from './zh/drawing.ts';
import { engine } from './zh/engine.ts';
import { explain } from './zh/explain.ts';
import { exchanges } from './zh/exchanges.ts';
import { expression } from './zh/expression.ts';
import { flow } from './zh/flow.ts';
import { http } from './zh/http.ts';
import { knowledge } from './zh/knowledge.ts';
import { models } from './zh/models.ts';
import { mockLlm } from './zh/mock-llm.ts';
import { nodes } from './zh/nodes.ts';
import { plugins } from './zh/plugins.ts';
import { python } from './zh/python.ts';
import { read } from './zh/read.ts';
import { report } from './zh/report.ts';
import { checks } from './zh/checks.ts';
import { rules } from './zh/rules.ts';
import { reuse } from './zh/reuse.ts';
import { runReport } from './zh/run-report.ts';
import { scaffold } from './zh/scaffold.ts';
import { serve } from './zh/serve.ts';
import { service } from './zh/service.ts';
import { socket } from './zh/socket.ts';
import { resume } from './zh/resume.ts';
import { store } from './zh/store.ts';
import { telemetry } from './zh/telemetry.ts';
import { templates } from './zh/templates.ts';
import { tests } from './zh/tests.ts';

/** Every sentence of the tool in Chinese; the same keys as in English, which the compiler checks. */
export const zh: Readonly<Record<keyof typeof en, string>> = {
  ...read,
  ...expression,
  ...flow,
  ...rules,
  ...checks,
  ...engine,
  ...nodes,
  ...http,
  ...exchanges,
  ...knowledge,
  ...models,
  ...report,
  ...python,
  ...plugins,
  ...scaffold,
  ...service,
  ...socket,
  ...serve,
  ...doors,
  ...resume,
  ...store,
  ...reuse,
  ...telemetry,
  ...runReport,
  ...templates,
  ...tests,
  ...component,
  ...code,
  ...doctor,
  ...drawing,
  ...diff,
  ...batch,
  ...mockLlm,
  ...explain,
  ...ci,
  ...cli,
};
