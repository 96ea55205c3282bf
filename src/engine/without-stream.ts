import { objectOf, type Value } from '../flow/value.ts';
import type { PortValue } from './component.ts';
import { ItemStream } from './item-stream.ts';
import { plain } from './node-scope.ts';

/** An output as events have it: of a stream only where it comes from and how many items it has. */
export function withoutStream(value: PortValue): Value {
  return value instanceof ItemStream
    ? objectOf([
        ['source', value.source],
        ['count', value.count],
      ])
    : plain(value, '');
}
