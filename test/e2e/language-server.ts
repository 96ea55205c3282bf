import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly Problem[] };
  readonly result?: unknown;
}

/** What the server finds wrong. */
export interface Problem {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

export interface Completion {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
}

/** The language server that editors use for YAML, over stdin and stdout (LSP 3.17), for the files of a folder. */
export class LanguageServer {
  readonly #server = spawn(
    process.execPath,
    [require.resolve('yaml-language-server/bin/yaml-language-server'), '--stdio'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  readonly #folder: string;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #problems = new Map<string, (problems: readonly Problem[]) => void>();
  #rest = Buffer.alloc(0);
  #id = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#server.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  static async start(folder: string): Promise<LanguageServer> {
    const server = new LanguageServer(folder);
    const uri = pathToFileURL(folder).href;
    await server.#ask('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'project' }],
      capabilities: {
        textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } } },
      },
    });
    server.#tell('initialized', {});
    server.#tell('workspace/didChangeConfiguration', {
      settings: { yaml: { validate: true, completion: true, schemaStore: { enable: false } } },
    });
    return server;
  }

  /** Opens a text as a file of the folder; gives what is wrong with it. */
  open(name: string, text: string): Promise<readonly Problem[]> {
    const uri = this.#uri(name);
    const problems = new Promise<readonly Problem[]>((resolve) => {
      this.#problems.set(uri, resolve);
    });
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    this.#tell('textDocument/didOpen', { textDocument });
    return problems;
  }

  /** What can be written at a place of an opened file; line and character from 0. */
  async complete(name: string, line: number, character: number): Promise<readonly Completion[]> {
    const textDocument = { uri: this.#uri(name) };
    const position = { line, character };
    const answer = await this.#ask('textDocument/completion', { textDocument, position });
    return (answer as { readonly items: readonly Completion[] }).items;
  }

  stop(): void {
    this.#server.kill();
  }

  #uri(name: string): string {
    return pathToFileURL(path.join(this.#folder, name)).href;
  }

  #ask(method: string, params: object): Promise<unknown> {
    const id = ++this.#id;
    this.#send({ id, method, params });
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  #tell(method: string, params: object): void {
    this.#send({ method, params });
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const head = this.#rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#rest.toString('latin1'))?.[1]);
      if (head < 0 || this.#rest.length < head + 4 + length) return;
      const text = this.#rest.subarray(head + 4, head + 4 + length).toString();
      this.#rest = this.#rest.subarray(head + 4 + length);
      this.#hear(JSON.parse(text) as Message);
    }
  }

  #hear({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') {
      this.#problems.get(params?.uri ?? '')?.(params?.diagnostics ?? []);
    } else if (method !== undefined && id !== undefined) {
      // What it asks of the editor: nothing is configured beyond what it was told.
      this.#send({ id, result: null });
    } else if (id !== undefined) {
      this.#answers.get(id)?.(result);
    }
  }
}
