import { describe, expect, it } from 'vitest';
import { position } from '../../src/diagnostics/code-frame.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readTree } from '../../src/flow/read/read.ts';
import { child } from '../../src/flow/tree.ts';
import { sayIn } from '../../src/messages/message.ts';
import type { ModelsConfig } from '../../src/models/model-config.ts';
import { readModels } from '../../src/project/read-models.ts';

const say = sayIn('en');

function read(yaml: string): { config: ModelsConfig; findings: string[]; hints: string[] } {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void found.push(diagnostic);
  const tree = readTree(new SourceFile('bisheng.yaml', yaml), report);
  const config = readModels(child(tree, 'models'), report);
  const findings = found.map(({ code, message, location }) => {
    const place = location && position(location);
    return `${place?.line}:${place?.column} ${code}: ${say(message)}`;
  });
  return { config, findings, hints: found.flatMap(({ hint }) => (hint ? [say(hint)] : [])) };
}

/** A model with one more line. */
function withLine(line: string): string[] {
  return read(`models:\n  qwen:\n    base_url: http://a/v1\n    model: m\n    ${line}\n`).findings;
}

describe('the models of bisheng.yaml', () => {
  it('are read with all that can be said of them', () => {
    const { config, findings } = read(`
models:
  default: qwen
  qwen:
    base_url: https://example.com/v1/
    model: qwen-plus
    api_key_env: DASHSCOPE_API_KEY
    timeout: 30.5
    context_tokens: 32000
    headers: {X-Team: red, X-Key: "\${env.GATEWAY_KEY}", X-Retry: 2}
  bge: {base_url: http://localhost:8080/v1, model: bge-m3, kind: embedding, timeout: }
`);
    expect(findings).toEqual([]);
    expect(config.default).toBe('qwen');
    expect(config.models.get('qwen')).toEqual({
      kind: 'chat',
      baseUrl: 'https://example.com/v1',
      model: 'qwen-plus',
      keyVariable: 'DASHSCOPE_API_KEY',
      timeout: 30.5,
      contextTokens: 32000,
      headers: new Map([
        ['X-Team', 'red'],
        ['X-Key', '\${env.GATEWAY_KEY}'],
        ['X-Retry', '2'],
      ]),
    });
    expect(config.models.get('bge')).toEqual({
      kind: 'embedding',
      baseUrl: 'http://localhost:8080/v1',
      model: 'bge-m3',
    });
  });

  it.each(['', 'models:', 'lang: zh'])('may be none: %j', (yaml) => {
    expect(read(yaml)).toMatchObject({ config: { models: new Map() }, findings: [] });
  });

  it('never hold a key, and a key that stands there is not repeated', () => {
    const key = 'sk-0123456789abcdef';
    const lines = [
      `api_key: ${key}`,
      `token: ${key}`,
      `api_key_env: ${key}`,
      `headers: {Authorization: "Bearer ${key}"}`,
      `headers: {x-api-key: ${key}}`,
      `base_url: "https://user:${key}@example.com/v1"`,
    ];
    for (const line of lines) {
      const base = line.startsWith('base_url') ? '' : 'base_url: http://a/v1\n    ';
      const { findings, hints } = read(`models:\n  qwen:\n    model: m\n    ${base}${line}\n`);
      expect(findings, line).toHaveLength(1);
      expect(findings[0], line).toMatch(/setting-(secret|invalid): /);
      expect(JSON.stringify([findings, hints])).not.toContain(key);
    }
    expect(withLine(`api_key: ${key}`)).toEqual([
      '5:5 setting-secret: “models.qwen.api_key” would hold a key, and keys never stand in bisheng.yaml.',
    ]);
  });

  it.each([
    ['kind: vision', '5:11 setting-invalid: models.qwen.kind must be chat or embedding.'],
    [
      'timeout: .inf',
      '5:14 setting-invalid: models.qwen.timeout must be a number of seconds above 0, not “.inf”',
    ],
    [
      'context_tokens: 1.5',
      '5:21 setting-invalid: models.qwen.context_tokens must be a whole number',
    ],
    ['headers: none', '5:14 setting-invalid: “models.qwen.headers” must be a mapping'],
    [
      'headers: {"a b": c}',
      '5:22 setting-invalid: models.qwen.headers.a b can’t be sent as a header.',
    ],
    ['base_uri: x', '5:5 setting-unknown: “models.qwen.base_uri” is no setting; it is ignored.'],
  ])('have settings that make sense: %s', (line, finding) => {
    const [found, ...others] = withLine(line);
    expect(found?.startsWith(finding) ? finding : found).toBe(finding);
    expect(others).toEqual([]);
  });

  it.each([
    ['models: [a]', 'must be a mapping'],
    ['models: {qwen: http://a}', '“models.qwen” must be a mapping'],
    ['models: {qwen: {model: m}}', '“models.qwen” has no “base_url”.'],
    ['models: {qwen: {base_url: ftp://a, model: m}}', 'must be an http or https URL'],
    ['models: {qwen: {base_url: http://a}}', '“models.qwen” has no “model”.'],
    ['models: {echo: {base_url: http://a, model: m}}', 'No model can be called “echo”'],
    [
      'models: {default: qwn, qwen: {base_url: http://a, model: m}}',
      'names no model that answers: “qwn”',
    ],
    [
      'models: {default: b, b: {base_url: http://a, model: m, kind: embedding}}',
      'no model that answers',
    ],
  ])('are refused with a reason: %s', (yaml, reason) => {
    const { findings } = read(yaml);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(reason);
  });

  it('are there although something is wrong with them, so that no flow is blamed', () => {
    const { config } = read(
      'models: {qwen: {model: m}, "__proto__": {base_url: http://a, model: m}}',
    );
    expect([...config.models.keys()]).toEqual(['qwen', '__proto__']);
  });
});
