import type { PortValue, PortValues } from '../engine/component.ts';

/**
 * What can be meant by the run's text, by name: the unnamed input, else the one called `text`, else all texts among the
 * named ones.
 */
export function runTexts(inputs: PortValues): [string, PortValue][] {
  const entries = Object.entries(inputs).filter(([, value]) => value !== null);
  const meant =
    entries.find(([name]) => name === 'input') ?? entries.find(([name]) => name === 'text');
  return meant ? [meant] : entries.filter(([, value]) => typeof value === 'string');
}
