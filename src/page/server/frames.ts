/** One Server-Sent Event. */
export interface Frame {
  readonly id: string;
  readonly data: string;
}

/** The events in a stream of bytes (HTML standard, 9.2), as many at a time as have come. */
export async function* readFrames(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<readonly Frame[]> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A frame may come in many pieces: it is looked at when it is whole.
      const end = rest.lastIndexOf('\n\n');
      if (end < 0) continue;
      const frames = rest.slice(0, end).split('\n\n').flatMap(frameIn);
      rest = rest.slice(end + 2);
      if (frames.length > 0) yield frames;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function frameIn(text: string): Frame[] {
  let id = '';
  const data: string[] = [];
  for (const line of text.split('\n')) {
    const [, name, value = ''] = /^(\w*):? ?(.*)$/.exec(line) ?? [];
    if (name === 'id') id = value;
    else if (name === 'data') data.push(value);
  }
  return data.length > 0 ? [{ id, data: data.join('\n') }] : [];
}
