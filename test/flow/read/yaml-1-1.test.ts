import { describe, expect, it } from 'vitest';
import { resolveScalar } from '../../../src/flow/read/resolve-scalar.ts';
import { differsInYaml11, readYaml11 } from '../../../src/flow/read/yaml-1-1.ts';

// What PyYAML 6.0's `yaml.safe_load` gave for each.
const read: Readonly<Record<string, unknown>> = {
  yes: true,
  On: true,
  TRUE: true,
  tRue: 'text',
  y: 'text',
  N: 'text',
  no: false,
  off: false,
  '~': 'null',
  Null: 'null',
  '012': 10,
  '-012': -10,
  '08': 'text',
  '0o14': 'text',
  '0x1F': 31,
  '0b101': 5,
  '+1': 1,
  '1_000': 1000,
  '0_7': 7,
  _1: 'text',
  '1:30': 90,
  '190:20:30': 685230,
  '0:30': 'text',
  '1:60': 'text',
  '12:30:45.5': 45045.5,
  '9007199254740993': 9007199254740993n,
  '.5': 0.5,
  '+.5': 'text',
  '1.': 1,
  '1._': 1,
  '1e3': 'text',
  '1.5e3': 'text',
  '1.5e+3': 1500,
  '-.inf': -Infinity,
  '.NaN': NaN,
  '-.NaN': 'text',
  '2024-01-01': 'date',
  '2024-1-1': 'text',
  '2024-1-1 1:00:00': 'date',
  '2001-12-14t21:59:43.10-05:00': 'date',
  '2024-13-45': 'refused',
  '2023-02-29': 'refused',
  '2024-01-01 25:00:00': 'refused',
  '0b_': 'refused',
  '0x_': 'refused',
  '<<': 'refused',
  '=': 'refused',
};

describe('readYaml11', () => {
  it.each(Object.entries(read))('%s', (text, expected) => {
    const result = readYaml11(text);
    expect('value' in result ? result.value : result.kind).toEqual(expected);
  });
});

describe('differsInYaml11', () => {
  const differs = (text: string): boolean => {
    const value = resolveScalar(text);
    return typeof value !== 'symbol' && differsInYaml11(text, value) !== undefined;
  };

  it('speaks up where the two read different values', () => {
    const wrong = ['yes', 'OFF', '012', '0o14', '1:30', '1_000', '1e3', '+.5', '0b1', '2024-01-01'];
    expect(wrong.filter((text) => !differs(text))).toEqual([]);
  });

  it('is silent where they agree', () => {
    const right = ['y', '', '~', 'true', '0', '-0', '007', '0x1F', '1.5', '.5', '.inf', '.nan'];
    expect([...right, 'a', 'note', '-', '1.2.3', '好'].filter(differs)).toEqual([]);
  });
});
