import type { Value } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { classNameOf } from './class-name.ts';
import { Code } from './fill.ts';
import { pythonLiteral, yamlValue } from './literals.ts';
import { below, Planner, type PlannedFile, type ScaffoldTexts } from './planned-file.ts';
import type { PluginRequest } from './request.ts';
import { ScaffoldProblem } from './scaffold-problem.ts';
import { testPlace, testsNote } from './test-place.ts';

/** Where a project looks for plugins. */
const PLUGINS = 'plugins';

/** The files of a plugin (guide: 插件系统), with a test and a flow where they are wanted. Throws {@link ScaffoldProblem}. */
export function planPlugin(request: PluginRequest, texts: ScaffoldTexts, say: Say): PlannedFile[] {
  const { name, author, tests } = request;
  if (!/^\d+(?:\.\d+)*(?:[-+.]?[\w.]+)?$/.test(request.version)) {
    throw new ScaffoldProblem(message('scaffold-version', { value: request.version }));
  }
  const className = classNameOf(name, 'Plugin');
  const folder = below(request.folder, name);
  const config = readConfig(request.config);
  const planner = new Planner(texts, say, {
    name,
    class_name: className,
    version: request.version,
    description: request.description || className,
    author_line: new Code(author === '' ? '' : `author: ${yamlValue(author)}`),
    dependencies: [...request.dependencies],
    config,
    permissions: [...request.permissions],
    tests_note: new Code(testsNote(request, PLUGINS, say)),
    config_literal: new Code(pythonLiteral(config, '        ')),
    flow_name: `${name}_example`,
    run_command: `bisheng run flows/${name}_example.yaml --input "hello"`,
  });
  planner
    .add(`${folder}/plugin.py`, 'plugin/plugin.py')
    .add(`${folder}/config.yaml`, 'plugin/config.yaml')
    .add(`${folder}/README.md`, `plugin/README.${request.language}.md`);
  if (tests) {
    const place = testPlace({ folder: below(request.folder, name), name: 'plugin' });
    planner.add(`tests/test_${name}.py`, 'plugin/test.py', place);
    if (request.folder === PLUGINS) planner.add(`flows/${name}_example.yaml`, 'plugin/flow.yaml');
  }
  return planner.files;
}

/** `key=value` pairs as an object; `key:=JSON` is typed. */
function readConfig(pairs: readonly string[]): Value {
  const config: Record<string, Value> = {};
  for (const pair of pairs) {
    const [, key = '', typed, text = ''] = /^([A-Za-z_][\w-]*)(:?)=(.*)$/s.exec(pair) ?? [];
    if (key === '') throw new ScaffoldProblem(message('scaffold-config', { text: pair }));
    if (Object.hasOwn(config, key)) {
      throw new ScaffoldProblem(message('scaffold-config/twice', { name: key }));
    }
    config[key] = typed ? json(text, pair) : text;
  }
  return config;
}

function json(text: string, pair: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    throw new ScaffoldProblem(message('scaffold-config/json', { text: pair }));
  }
}
