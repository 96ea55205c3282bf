import type { Parameter } from '../../flow/flow.ts';
import type { TemplateInfo } from '../../project/template-info.ts';
import { toJson } from '../../flow/value.ts';

/** A template as `--json` shows it. */
export function templateJson({ file, path, ...info }: TemplateInfo): object {
  return {
    id: file.id,
    name: file.name,
    language: file.language ?? null,
    from: file.shipped ? 'bisheng' : 'project',
    file: path,
    title: info.title ?? null,
    description: info.description ?? null,
    version: info.version ?? null,
    parameters: info.parameters.map(parameterJson),
    errors: info.diagnostics.filter(({ severity }) => severity === 'error').length,
  };
}

function parameterJson(parameter: Parameter): object {
  const { name, type, required, secret, env, description } = parameter;
  const value = secret ? undefined : parameter.default;
  return {
    name,
    type,
    required,
    default: value === undefined ? null : (JSON.parse(toJson(value)) as unknown),
    secret,
    env: env ?? null,
    description: description ?? null,
  };
}
