import { parentPort } from 'node:worker_threads';
import { UnreadableDocument } from './document.ts';
import type { WorkerAnswer, WorkerQuestion } from './document-reader.ts';
import { readDocument } from './read-document.ts';

// The thread of a DocumentReader: reads one document after the other, until it is ended from outside.
const port = parentPort;
port?.on('message', (question: WorkerQuestion) => {
  void answer(question).then((said) => {
    port.postMessage(said);
  });
});

async function answer({ file, bytes }: WorkerQuestion): Promise<WorkerAnswer> {
  try {
    return { blocks: await readDocument(file, bytes) };
  } catch (error) {
    return { problem: error instanceof UnreadableDocument ? error.reason : 'broken' };
  }
}
