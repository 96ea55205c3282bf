import { expect, it } from 'vitest';
import { nearestFile } from '../../src/project/nearest-file.ts';

it.each([
  ['nope.yaml', ['work.yaml'], undefined],
  ['wrok.yaml', ['work.json', 'work.yaml', 'other.yaml'], 'work.yaml'],
  ['work', ['work.yaml'], 'work.yaml'],
  ['work.yml', ['work.yaml'], 'work.yaml'],
])('takes %j for one of the files %j', (name, files, expected) => {
  expect(nearestFile(name, files)).toBe(expected);
});
