import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KnowledgeFailure, type SearchOptions } from '../../src/knowledge/knowledge.ts';
import type { EmbeddingModel } from '../../src/knowledge/passage-vectors.ts';
import { UnsavedIndex } from '../../src/knowledge/unsaved-index.ts';
import { ProjectKnowledge } from '../../src/knowledge/project-knowledge.ts';
import { sayIn } from '../../src/messages/message.ts';
import { ModelFailure } from '../../src/models/model-failure.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'bisheng-knowledge-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Long enough ago that nobody doubts the time of a change. */
const LONG_AGO = new Date('2026-01-01');

async function put(file: string, text: string, time = LONG_AGO): Promise<void> {
  const place = path.join(root, 'knowledge', file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
  await utimes(place, time, time);
}

/** As a process that has just started sees it. */
function open(models?: EmbeddingModel): ProjectKnowledge {
  return new ProjectKnowledge({
    folder: path.join(root, 'knowledge'),
    indexes: path.join(root, '.bisheng/knowledge'),
    ...(models && { models }),
  });
}

const signal = new AbortController().signal;
const options: SearchOptions = { topK: 5, threshold: 0, signal };

async function texts(knowledge: ProjectKnowledge, question: string): Promise<string[]> {
  const found = await knowledge.search('shop', question, options);
  return found.map(({ text }) => text);
}

async function failure(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  if (!(error instanceof KnowledgeFailure)) throw new Error('it did not fail so', { cause: error });
  return `${error.code}: ${sayIn('en')(error.text)}`;
}

describe('a knowledge base', () => {
  it('gives passages with their sources', async () => {
    await put('shop/policy/退款.md', '# 售后\n\n## 退款\n\n三天内退回。\n');
    const [passage] = await open().search('shop', '退款要多久', options);
    expect(passage).toMatchObject({
      text: '三天内退回。',
      source: { file: 'policy/退款.md', headings: ['售后', '退款'], page: null, line: 5 },
    });
  });

  it('keeps to the threshold and the number that are asked for', async () => {
    for (const n of [1, 2, 3]) await put(`shop/${n}.txt`, `Refund rule ${n}.`);
    const found = await open().search('shop', 'refund rule', { ...options, topK: 2 });
    expect(found).toHaveLength(2);
    const strict = await open().search('shop', 'refund for a bicycle in winter', {
      ...options,
      threshold: 0.99,
    });
    expect(strict).toEqual([]);
  });

  it('is read anew where its bytes are others, and only there', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    await put('shop/b.txt', 'Parcels take two days.');
    const base = await open().open('shop');
    expect(await base.update(signal)).toEqual({ read: 2, removed: 0 });
    // The time has changed, the bytes have not.
    await put('shop/a.txt', 'Refunds take three days.', new Date('2026-02-02'));
    await put('shop/b.txt', 'Parcels take nine days.');
    await put('shop/c.txt', 'Letters take one day.');
    const later = await open().open('shop');
    expect(await later.state()).toMatchObject({ documents: 3, passages: 2, pending: 3 });
    expect(await later.update(signal)).toEqual({ read: 2, removed: 0 });
    await rm(path.join(root, 'knowledge/shop/a.txt'));
    const last = open();
    expect(await (await last.open('shop')).update(signal)).toEqual({ read: 0, removed: 1 });
    expect(await texts(last, 'refunds')).toEqual([]);
  });

  it('notices a change of the same size right after it was read', async () => {
    await put('shop/a.txt', 'Refunds: 3 days.', new Date());
    expect(await texts(open(), 'refunds')).toEqual(['Refunds: 3 days.']);
    await put('shop/a.txt', 'Refunds: 9 days.', new Date());
    expect(await texts(open(), 'refunds')).toEqual(['Refunds: 9 days.']);
  });

  it('uses what has been kept, and makes anew what is damaged or of another version', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    expect(await texts(open(), 'refunds')).toHaveLength(1);
    const file = path.join(root, '.bisheng/knowledge/shop.index');
    const base = await open().open('shop');
    expect(await base.update(signal)).toEqual({ read: 0, removed: 0 });
    for (const damage of ['', 'nonsense', '{"version":0}\n', '{"version":1}\nxx']) {
      await writeFile(file, damage);
      expect(await texts(open(), 'refunds')).toHaveLength(1);
    }
    expect(await readdir(path.dirname(file))).toEqual(['shop.index']);
  });

  it('works where nothing can be written, but says so to whoever wants an index', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    await writeFile(path.join(root, '.bisheng'), 'a file where the folder should be');
    expect(await texts(open(), 'refunds')).toHaveLength(1);
    const base = await open().open('shop');
    await expect(base.update(signal)).rejects.toThrow(UnsavedIndex);
  });

  it('makes anew an index that somebody else has written', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    await put('shop/b.md', '# Empty');
    await (await open().open('shop')).update(signal);
    const file = path.join(root, '.bisheng/knowledge/shop.index');
    const [, ...lines] = (await readFile(file, 'latin1')).split('\n');
    const whole = lines.join('\n');
    const sealOf = (body: string): string =>
      `3 ${createHash('sha256').update(body, 'latin1').digest('hex')}`;
    // With the seal of before, and with one that fits.
    const changes: [from: string, to: string, fits: 0 | 1][] = [
      ['three days', 'nine years', 0],
      ['"problem":"empty"', '"problem":"zzz"', 1],
      ['"file":"a.txt"', '"file":5', 1],
      ['{"text":"Refunds take three days.","source":{', '{"text":null,"source":{', 1],
      ['"passages":[0]', '"passages":[7]', 1],
      ['"passages":[[0,{', '"passages":[[0,null,{', 1],
      ['"terms":[', '"terms":[], "x":[', 1],
      ['"documents":[', '"documents":[null,', 1],
    ];
    for (const [from, to, fits] of changes) {
      const body = whole.replace(from, to);
      expect(body, from).not.toBe(whole);
      await writeFile(file, `${sealOf(fits === 1 ? body : whole)}\n${body}`, 'latin1');
      const base = await open().open('shop');
      expect(await base.state(), to).toMatchObject({ passages: 0, pending: 2 });
      expect(await texts(open(), 'refunds')).toEqual(['Refunds take three days.']);
    }
  });

  it('has no documents from outside the project', async () => {
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'bisheng-elsewhere-'));
    try {
      await writeFile(path.join(elsewhere, 'a.txt'), 'Refunds of others.');
      await writeFile(path.join(root, 'inside.txt'), 'Refunds of ours.');
      await put('shop/c.txt', 'Refunds take three days.');
      await symlink(path.join(elsewhere, 'a.txt'), path.join(root, 'knowledge/shop/a.txt'));
      await symlink('../../inside.txt', path.join(root, 'knowledge/shop/b.txt'));
      await symlink(elsewhere, path.join(root, 'knowledge/theirs'));
      const warn = vi.fn<NonNullable<SearchOptions['warn']>>();
      const found = await open().search('shop', 'refunds', { ...options, warn });
      expect(found.map(({ source }) => source.file).sort()).toEqual(['b.txt', 'c.txt']);
      expect(warn.mock.calls.map(([, text]) => sayIn('en')(text))).toEqual([
        expect.stringMatching(/^“a.txt” .* link that leads out of the project/),
      ]);
      const theirs = open().search('theirs', 'refunds', options);
      expect(await failure(theirs)).toMatch(/^knowledge-empty/);
      // A link that led inside before.
      await rm(path.join(root, 'knowledge/shop/b.txt'));
      await symlink(path.join(elsewhere, 'a.txt'), path.join(root, 'knowledge/shop/b.txt'));
      expect(await texts(open(), 'refunds')).toEqual(['Refunds take three days.']);
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  it('leaves out what can’t be read, and says so', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    await put('shop/broken.pdf', 'no PDF');
    await put('shop/empty.md', '# Only a heading\n');
    await put('shop/.hidden.txt', 'Refunds are hidden.');
    await put('shop/~$a.docx', 'a lock of Word');
    const warnings: string[] = [];
    const warn = (code: string, text: Parameters<ReturnType<typeof sayIn>>[0]): void => {
      warnings.push(`${code}: ${sayIn('en')(text)}`);
    };
    const found = await open().search('shop', 'refunds', { ...options, warn });
    expect(found).toHaveLength(1);
    expect(warnings).toEqual([
      'knowledge-file: “broken.pdf” in the knowledge base “shop” is left out: it is damaged. Save it anew, or take it away.',
      'knowledge-file: “empty.md” in the knowledge base “shop” is left out: it has no text.',
    ]);
    // Later they are only counted; a new one is told.
    await put('shop/new.pdf', 'no PDF either');
    warnings.length = 0;
    await open().search('shop', 'refunds', { ...options, warn });
    expect(warnings).toEqual([
      expect.stringMatching(/^knowledge-file: “new.pdf”/),
      'knowledge-left-out: 2 documents of “shop” can’t be read and are left out: “bisheng knowledge index shop” says why.',
    ]);
    // Whoever asks for it hears all of it.
    warnings.length = 0;
    await (await open().open('shop')).update(signal, { warn });
    expect(warnings).toHaveLength(3);
  });

  it('knows the files that nobody reads, and documents that are in no base', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    for (const name of ['old.doc', 'b.PNG', 'c.png', 'LICENSE']) await put(`shop/${name}`, 'x');
    await put('loose.md', 'x');
    await put('loose.png', 'x');
    const knowledge = open();
    const { others } = await (await knowledge.open('shop')).state();
    expect(Object.fromEntries(others)).toEqual({ '.doc': 1, '.png': 2, '': 1 });
    expect(knowledge.loose()).toEqual(['loose.md']);
  });

  it('has nothing to look at right after it was indexed', async () => {
    await put('shop/a.txt', 'Refunds take three days.', new Date());
    const base = await open().open('shop');
    await base.update(signal);
    expect(await base.state()).toMatchObject({ pending: 0 });
  });

  it('does not keep what its documents may not tell', async () => {
    await put('shop/a.md', '# The key sk-1\n\nRefunds need the key sk-1 of the shop.\n');
    const knowledge = new ProjectKnowledge({
      folder: path.join(root, 'knowledge'),
      indexes: path.join(root, '.bisheng/knowledge'),
      mask: (text) => text.replaceAll('sk-1', '***'),
    });
    const [found] = await knowledge.search('shop', 'refunds key', options);
    expect(found).toMatchObject({
      text: 'Refunds need the key *** of the shop.',
      source: { headings: ['The key ***'] },
    });
    const kept = await readFile(path.join(root, '.bisheng/knowledge/shop.index'), 'utf8');
    expect(kept).not.toContain('sk-1');
  });

  it('is searched by words where the model for embeddings fails', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    const model: EmbeddingModel = {
      embedding: 'bge',
      embed: () => Promise.reject(new ModelFailure('model-unknown/embedding', {})),
    };
    const warn = vi.fn();
    expect(await open(model).search('shop', 'refunds', { ...options, warn })).toHaveLength(1);
    expect(warn).toHaveBeenCalledExactlyOnceWith('knowledge-lexical', expect.anything());
    const only = open(model).search('shop', 'refunds', { ...options, method: 'embedding', warn });
    await expect(only).rejects.toThrow(ModelFailure);
  });

  it('is not walked through for ever', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    await symlink('.', path.join(root, 'knowledge/shop/loop'));
    expect(await texts(open(), 'refunds')).toHaveLength(1);
  });

  it('tells how far it is, and can be left', async () => {
    for (const n of [1, 2]) await put(`shop/${n}.txt`, `Refund rule ${n}.`);
    const told: string[] = [];
    const progress = (done: number, total: number): void => void told.push(`${done}/${total}`);
    await open().search('shop', 'refund', { ...options, progress });
    expect(told).toEqual(['0/2', '1/2', '2/2']);
    const leaving = new AbortController();
    const search = open().search('shop', 'refund', { ...options, signal: leaving.signal });
    leaving.abort(new Error('enough'));
    await expect(search).rejects.toThrow('enough');
  });

  it('fails in words where there is none, or nothing in it', async () => {
    await put('shop/a.txt', '');
    await put('other/a.txt', 'x');
    expect(await failure(open().search('shop', 'x', options))).toMatch(
      /^knowledge-empty: .*“shop”/,
    );
    expect(await failure(open().search('shp', 'x', options))).toMatch(
      /^knowledge-missing: .*“shp”/,
    );
    expect(open().names()).toEqual(['other', 'shop']);
  });

  it.each([
    '../knowledge/shop',
    'shop/..',
    '.',
    '..',
    '',
    'shop/policy',
    'C:\\x',
    '/etc',
    'shop\nx',
  ])('has no name that leads elsewhere: %s', async (name) => {
    await put('shop/policy/a.txt', 'Refunds');
    expect(open().has(name)).toBe(false);
    expect(await failure(open().search(name, 'x', options))).toMatch(/^knowledge-missing/);
  });
});

/** A model whose vectors say whether a text is about money, days or neither. */
function model(): EmbeddingModel & { readonly asked: string[]; tilt: number } {
  const asked: string[] = [];
  return {
    embedding: 'toy',
    asked,
    tilt: 0,
    embed(all) {
      asked.push(...all);
      return Promise.resolve(
        all.map((text) => {
          const money = /money|refund|退款/i.test(text) ? 1 : 0;
          const days = /holiday|leave|休假/i.test(text) ? 1 : 0;
          return Float32Array.of(money, days, 0.2, this.tilt);
        }),
      );
    },
  };
}

describe('a search by meaning', () => {
  it('tells what it gives to the model', async () => {
    await put('shop/refund.md', '# Refunds\n\nMoney comes back in three days.\n');
    const told: string[] = [];
    const embedding = (texts: readonly string[]): void => void told.push(...texts);
    const method = 'embedding';
    const base = open(model());
    await base.search('shop', 'refunds', { ...options, method, embedding });
    expect(told).toEqual([expect.stringContaining('Money comes back'), 'refunds']);
    const limit = new Error('no more');
    const refused = base.search('shop', 'money', {
      ...options,
      method,
      embedding: () => {
        throw limit;
      },
    });
    await expect(refused).rejects.toBe(limit);
  });

  it('finds what has other words, and is kept', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    await put('shop/b.txt', 'Annual leave is thirty days.');
    const toy = model();
    const first = await open(toy).search('shop', '退款', options);
    expect(first[0]).toMatchObject({ text: 'Refunds take three days.' });
    expect(first[0]?.score).toBeGreaterThan(0.9);
    expect(toy.asked.filter((text) => text.includes('Refunds'))).toHaveLength(1);
    await open(toy).search('shop', '休假', options);
    expect(toy.asked.filter((text) => text.includes('Refunds'))).toHaveLength(1);
    await put('shop/b.txt', 'Annual leave is forty days.');
    const again = await open(toy).search('shop', '休假', options);
    expect(again[0]?.text).toBe('Annual leave is forty days.');
    expect(toy.asked.filter((text) => text.includes('Refunds'))).toHaveLength(1);
  });

  it('is not made where words are asked for', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    const toy = model();
    expect(await open(toy).search('shop', '退款', { ...options, method: 'lexical' })).toEqual([]);
    expect(toy.asked).toEqual([]);
  });

  it('begins anew where the name stands for another model', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    const toy = model();
    await open(toy).search('shop', '退款', options);
    toy.tilt = 5;
    toy.asked.length = 0;
    await open(toy).search('shop', '退款', options);
    expect(toy.asked.some((text) => text.includes('Refunds'))).toBe(true);
  });

  it('answers from what it has while new passages are read and sent to the model', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      await put('shop/a.txt', 'Refunds take three days.');
      const toy = model();
      let answer = (): void => undefined;
      const answered = new Promise<void>((resolve) => (answer = resolve));
      const slow: EmbeddingModel = {
        embedding: 'toy',
        embed: async (all, stop) => {
          if (all.some((text) => text.includes('nine'))) await answered;
          return toy.embed(all, stop);
        },
      };
      const knowledge = open(slow);
      const search = () => knowledge.search('shop', '退款', options);
      const words = async () => (await search()).map(({ text }) => text);
      expect(await words()).toEqual(['Refunds take three days.']);
      await put('shop/b.txt', 'A refund by card takes nine days.');
      vi.advanceTimersByTime(5_000);
      // The documents are looked at behind its back.
      expect(await words()).toEqual(['Refunds take three days.']);
      const updated = (await knowledge.open('shop')).update(signal);
      await vi.waitFor(async () => {
        expect((await (await knowledge.open('shop')).state()).pending).toBe(0);
      });
      // The model has not answered yet.
      expect(await words()).toEqual(['Refunds take three days.']);
      answer();
      await updated;
      expect(await words()).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('waits for the vectors again after it has failed', async () => {
    await put('shop/a.txt', 'Refunds take three days.');
    const toy = model();
    let isDown = true;
    const shaky: EmbeddingModel = {
      embedding: 'toy',
      embed: (all, stop) => (isDown ? Promise.reject(new Error('down')) : toy.embed(all, stop)),
    };
    const knowledge = open(shaky);
    await expect(knowledge.search('shop', '退款', options)).rejects.toThrow('down');
    isDown = false;
    expect(await knowledge.search('shop', '退款', options)).toHaveLength(1);
  });
});
