import { answerTo, type Answer, type AnswerChunk } from './answer.ts';
import type { Call } from './call.ts';
import type { ChatBody } from './chat-request.ts';
import type { MockReply } from './script.ts';

/** Answers a request for chat as a reply says. Rejects when whoever asked has gone. */
export async function respondChat(
  call: Call,
  chat: ChatBody,
  reply: MockReply | undefined,
): Promise<void> {
  const { status, retry_after: retryAfter, fault, after = 1 } = reply ?? {};
  await call.wait(0, reply);
  if (status !== undefined) {
    call.error(status, `mock-llm: status ${status}`, null, retryAfter);
    return;
  }
  if (fault === 'stall' && after === 0) return call.stall();
  const answer = answerTo(chat, reply, call.script.chunk_size ?? 1);
  await (chat.stream ? stream(call, chat, answer, reply) : whole(call, chat, answer, reply));
}

async function whole(
  call: Call,
  { model }: ChatBody,
  { chunks, finishReason, usage }: Answer,
  reply: MockReply | undefined,
): Promise<void> {
  const joined = (of: AnswerChunk['of']): string =>
    chunks.flatMap((chunk) => (chunk.of === of ? [chunk.text] : [])).join('');
  const reasoning = joined('reasoning');
  const message = {
    role: 'assistant',
    content: joined('text'),
    ...(reasoning !== '' && { reasoning_content: reasoning }),
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason };
  const document = { ...envelope(call, model, 'chat.completion'), choices: [choice], usage };
  if (reply?.fault === undefined) {
    call.json(200, document);
    return;
  }
  const text = JSON.stringify(document);
  call.head(200, { 'content-type': 'application/json' });
  await call.write(text.slice(0, text.length / 2));
  await fail(call, reply.fault);
}

async function stream(
  call: Call,
  { model, usage: wantsUsage }: ChatBody,
  { chunks, finishReason, usage }: Answer,
  reply: MockReply | undefined,
): Promise<void> {
  call.head(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const head = envelope(call, model, 'chat.completion.chunk');
  const send = (delta: object, finish: string | null = null): Promise<void> => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
    return call.write(event({ ...head, choices }));
  };
  await send({ role: 'assistant', content: '' });
  const { fault, after = 1 } = reply ?? {};
  for (const [index, { of, text }] of chunks.entries()) {
    if (fault !== undefined && index >= after) break;
    if (index > 0) await call.wait(index, reply);
    await send({ [of === 'text' ? 'content' : 'reasoning_content']: text });
    call.request.chunks += 1;
  }
  if (fault !== undefined) return fail(call, fault);
  await send({}, finishReason);
  if (wantsUsage) await call.write(event({ ...head, choices: [], usage }));
  call.end('data: [DONE]\n\n');
}

/** Ends an answer that has begun in the way that a fault says. */
async function fail(call: Call, fault: NonNullable<MockReply['fault']>): Promise<void> {
  if (fault === 'stall') await call.stall();
  else if (fault === 'cut') call.cut();
  else call.end(fault === 'malformed' ? 'data: {"choices": [{]\n\n' : '');
}

function event(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function envelope({ request }: Call, model: string, object: string): object {
  const created = Math.floor(Date.now() / 1_000);
  return { id: `chatcmpl-mock-${request.number}`, object, created, model };
}
