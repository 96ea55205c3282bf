import { describe, expect, it } from 'vitest';
import { readTelemetrySettings, type TelemetrySettings } from '../../src/telemetry/settings.ts';
import { readTraceparent, traceIdOf } from '../../src/telemetry/trace-ids.ts';

const read = (environment: Readonly<Record<string, string>>): TelemetrySettings => {
  const settings = readTelemetrySettings(environment);
  if (!settings || 'problem' in settings) throw new Error('not switched on');
  return settings;
};

describe('what the environment says', () => {
  it('has the defaults of the specification', () => {
    expect(read({})).toEqual({
      url: 'http://localhost:4318/v1/traces',
      headers: [],
      protocol: 'http/protobuf',
      gzip: false,
      timeoutMs: 10_000,
      resource: { 'service.name': 'bisheng' },
      parent: undefined,
      propagate: true,
      content: false,
    });
  });

  it('takes what is for traces alone before what is for all', () => {
    const settings = read({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://all.example/otlp/',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/in',
      OTEL_EXPORTER_OTLP_HEADERS: 'a=1',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'Authorization=Basic%20eA==, b=2,nonsense,=x',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,team=a%2Cb',
    });
    expect(settings.url).toBe('https://traces.example/in');
    expect(settings.headers).toEqual([
      ['Authorization', 'Basic eA=='],
      ['b', '2'],
    ]);
    expect(settings.resource).toEqual({ 'service.name': 'other', team: 'a,b' });
    expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://all.example/otlp/' }).url).toBe(
      'https://all.example/otlp/v1/traces',
    );
  });

  it('finds what makes no sense, without telling what stands there', () => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://user:password@x' };
    expect(JSON.stringify(readTelemetrySettings(endpoint))).not.toContain('password');
    expect(readTelemetrySettings(endpoint)).toMatchObject({ problem: { key: 'otel-endpoint' } });
    expect(read({ OTEL_EXPORTER_OTLP_TIMEOUT: 'soon' }).timeoutMs).toBe(10_000);
  });

  it.each([{ OTEL_SDK_DISABLED: 'TRUE' }, { OTEL_TRACES_EXPORTER: 'none' }])(
    'switches off: %o',
    (env) => {
      expect(readTelemetrySettings(env)).toBeUndefined();
    },
  );
});

describe('ids', () => {
  it.each([
    '',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331',
    'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
    '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more',
  ])('passes over a TRACEPARENT that is none: %s', (text) => {
    expect(readTraceparent(text)).toBeUndefined();
  });

  it('takes one of a later version, and whether it is sampled', () => {
    const text = 'cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00-more';
    expect(readTraceparent(text)).toMatchObject({ spanId: 'b7ad6b7169203331', sampled: false });
  });

  it('makes a trace of any run', () => {
    expect(traceIdOf('not-a-uuid')).toMatch(/^[\da-f]{32}$/);
    expect(traceIdOf('00000000-0000-0000-0000-000000000000')).not.toMatch(/^0+$/);
  });
});
