/** How a field of a message is read; numbers of fields as opentelemetry-proto's trace.proto, common.proto and resource.proto have them. */
type Field =
  | readonly [name: string, kind: 'text' | 'hex' | 'number' | 'bool' | 'double' | 'nanos']
  | readonly [name: string, kind: 'one' | 'many', of: Message];
type Message = ReadonlyMap<number, Field>;

const arrayValue = new Map<number, Field>();
const anyValue: Message = new Map<number, Field>([
  [1, ['stringValue', 'text']],
  [2, ['boolValue', 'bool']],
  [3, ['intValue', 'number']],
  [4, ['doubleValue', 'double']],
  [5, ['arrayValue', 'one', arrayValue]],
]);
arrayValue.set(1, ['values', 'many', anyValue]);
const pair: Message = new Map<number, Field>([
  [1, ['key', 'text']],
  [2, ['value', 'one', anyValue]],
]);
const span: Message = new Map<number, Field>([
  [1, ['traceId', 'hex']],
  [2, ['spanId', 'hex']],
  [4, ['parentSpanId', 'hex']],
  [5, ['name', 'text']],
  [6, ['kind', 'number']],
  [7, ['startTimeUnixNano', 'nanos']],
  [8, ['endTimeUnixNano', 'nanos']],
  [9, ['attributes', 'many', pair]],
  [
    11,
    [
      'events',
      'many',
      new Map<number, Field>([
        [2, ['name', 'text']],
        [3, ['attributes', 'many', pair]],
      ]),
    ],
  ],
  [
    13,
    [
      'links',
      'many',
      new Map<number, Field>([
        [1, ['traceId', 'hex']],
        [2, ['spanId', 'hex']],
      ]),
    ],
  ],
  [
    15,
    [
      'status',
      'one',
      new Map<number, Field>([
        [2, ['message', 'text']],
        [3, ['code', 'number']],
      ]),
    ],
  ],
]);
const request: Message = new Map<number, Field>([
  [
    1,
    [
      'resourceSpans',
      'many',
      new Map<number, Field>([
        [1, ['resource', 'one', new Map<number, Field>([[1, ['attributes', 'many', pair]]])]],
        [2, ['scopeSpans', 'many', new Map<number, Field>([[2, ['spans', 'many', span]]])]],
      ]),
    ],
  ],
]);

/** An export request in protobuf, in the form that OTLP's JSON has. */
export function readProtobuf(bytes: Buffer): unknown {
  return readMessage(bytes, request);
}

function readMessage(bytes: Buffer, fields: Message): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('cut off');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const field = fields.get(tag >> 3);
    const raw = payload(tag & 7);
    if (!field) continue;
    const [name, kind, of] = field;
    const value = read(kind, raw, of);
    if (kind === 'many') ((found[name] ??= []) as unknown[]).push(value);
    else found[name] = value;
  }
  return found;

  function payload(wire: number): Buffer | bigint {
    if (wire === 0) return varint();
    const length = wire === 2 ? Number(varint()) : wire === 1 ? 8 : 4;
    at += length;
    if (at > bytes.length) throw new Error('cut off');
    return bytes.subarray(at - length, at);
  }
}

function read(kind: Field[1], raw: Buffer | bigint, of: Message | undefined): unknown {
  if (typeof raw === 'bigint') return kind === 'bool' ? raw === 1n : Number(BigInt.asIntN(64, raw));
  switch (kind) {
    case 'text':
      return raw.toString();
    case 'hex':
      return raw.toString('hex');
    case 'double':
      return raw.readDoubleLE();
    case 'nanos':
      return raw.readBigUInt64LE().toString();
    default:
      return readMessage(raw, of ?? new Map());
  }
}
