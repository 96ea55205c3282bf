import type { ValueObject } from '../../flow/value.ts';

export function openApi(): ValueObject {
  return { openapi: '3.1.0' };
}
