import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDocx, paragraph } from '../knowledge/read/make-docx.ts';
import { makePdf } from '../knowledge/read/make-pdf.ts';
import { folderWith, type Folder } from './bisheng.ts';

const ask = `nodes:
  - {id: input, type: InputNode}
  - {id: search, type: KnowledgeRetriever, config: {knowledge_base_id: shop, similarity_threshold: 0.7}}
  - {id: prompt, type: ContextBuilder, config: {template: "{context}\\nQ: {question}"}}
edges:
  - {from: input, to: search}
  - {from: search, to: prompt}
`;

async function project(): Promise<Folder> {
  const folder = await folderWith({
    'bisheng.yaml': '',
    'ask.yaml': ask,
    'knowledge/shop/refunds.md': '# Refunds\n\nRefunds take three days.\n',
  });
  // 退款需要三天。 in GBK
  await folder.write('knowledge/shop/gbk.txt', Buffer.from('cdcbbfeed0e8d2aac8fdcceca1a3', 'hex'));
  await folder.write('knowledge/shop/a.pdf', makePdf([[{ text: '会员积分两年有效。', y: 700 }]]));
  await folder.write('knowledge/shop/b.docx', makeDocx(paragraph('邮费由商家承担。')));
  return folder;
}

describe('bisheng knowledge', () => {
  it('lists, indexes and searches the bases of a project', async () => {
    const { run, path: root } = await project();
    const before = await run(['knowledge', 'list', '--json']);
    expect(JSON.parse(before.stdout)).toMatchObject({
      format_version: 1,
      bases: expect.arrayContaining([
        {
          name: 'shop',
          from: 'project',
          documents: 4,
          passages: 0,
          unreadable: 0,
          pending: 4,
          others: {},
        },
      ]) as unknown,
    });
    const indexed = await run(['knowledge', 'index', '--json']);
    expect(JSON.parse(indexed.stdout)).toMatchObject({
      bases: [{ name: 'shop', documents: 4, passages: 4, read: 4, removed: 0 }],
    });
    expect(await readdir(path.join(root, '.bisheng/knowledge'))).toEqual(['shop.index']);
    for (const [question, source] of [
      ['退款要几天', 'gbk.txt:1'],
      ['积分多久过期？积分有效期', 'a.pdf#page=1'],
      ['邮费谁承担', 'b.docx'],
      ['how long do refunds take', 'refunds.md:3 › Refunds'],
    ] as const) {
      const found = await run(['knowledge', 'search', 'shop', question, '--top-k', '1']);
      expect(found.stdout.split('\n')[0], found.stderr).toMatch(/^\d\.\d\d {2}/);
      expect(found.stdout.split('\n')[0]?.slice(6)).toBe(source);
    }
  });

  it('refuses what makes no sense', async () => {
    const { run } = await project();
    const wrong = await run(['knowledge', 'search', 'shp', 'x']);
    expect([wrong.exitCode, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('Did you mean “shop”?');
    for (const flags of [
      ['--top-k', '0'],
      ['--threshold', '2'],
      ['--method', 'magic'],
    ]) {
      const { exitCode, stderr } = await run(['knowledge', 'search', 'shop', 'x', ...flags]);
      expect(exitCode, stderr).toBe(2);
    }
    const nothing = await run(['knowledge', 'search', 'shop', ' ']);
    expect([nothing.exitCode, nothing.stdout]).toEqual([2, '']);
    const model = await run(['knowledge', 'search', 'shop', 'x', '--method', 'embedding']);
    expect(model.exitCode).toBe(1);
    expect(model.stderr).toContain('kind: embedding');
    expect(model.stderr).toContain('No model for embeddings is configured');
  });
});

describe('a flow over a knowledge base', () => {
  it('puts what it finds into the prompt, with its sources', async () => {
    const { run } = await project();
    const { stdout } = await run(['run', 'ask.yaml', '--input', 'How long do refunds take?']);
    expect(stdout).toBe(
      '[1] refunds.md:3 › Refunds\nRefunds take three days.\nQ: How long do refunds take?\n',
    );
    const none = await run(['run', 'ask.yaml', '--input', '火星上有生命吗']);
    expect(none.stdout).toBe('\nQ: 火星上有生命吗\n');
  });

  it('is refused where the base is not there', async () => {
    const { run, write } = await project();
    await write('other.yaml', ask.replace('shop', 'shpo'));
    const { exitCode, stderr } = await run(['validate', 'other.yaml']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/other\.yaml:3:\d+: error: There is no knowledge base “shpo”/);
  });
});
