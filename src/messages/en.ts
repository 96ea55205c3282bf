import { batch } from './en/batch.ts';
import { ci } from './en/ci.ts';
import { cli } from './en/cli.ts';
import { code } from './en/code.ts';
import { component } from './en/component.ts';
import { diff } from './en/diff.ts';
import { doctor } from './en/doctor.ts';
import { doors } from './en/doors.ts';
import { drawing } from './en/drawing.ts';
import { engine } from './en/engine.ts';
import { explain } from './en/explain.ts';
import { exchanges } from './en/exchanges.ts';
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
import { checks } from './en/checks.ts';
import { rules } from './en/rules.ts';
import { reuse } from './en/reuse.ts';
import { runReport } from './en/run-report.ts';
import { scaffold } from './en/scaffold.ts';
import { serve } from './en/serve.ts';
import { service } from './en/service.ts';
import { socket } from './en/socket.ts';
import { resume } from './en/resume.ts';
import { store } from './en/store.ts';
import { telemetry } from './en/telemetry.ts';
import { templates } from './en/templates.ts';
import { tests } from './en/tests.ts';

/** Every sentence of the tool in English; the keys are the catalogue's keys. */
export const en = {
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
} as const;
