// Bundles src/ into dist/: start-up time is a feature, and one file per command loads in a third of
// the time that the modules of the libraries would take. Also gathers the libraries' licences.
import { build } from 'esbuild';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');

// Built beside it and swapped in at the end, so that a running command never meets half a build.
const fresh = path.join(root, `dist.${process.pid}`);
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { 'cli/main': 'src/cli/main.ts' },
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.12',
  // In Node 20 each object made by `{...a, b}` has a hidden class of its own: js-yaml's parser, whose state is made so,
  // then takes three times as long. Newer ones don't mind either way.
  supported: { 'object-rest-spread': false },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  chunkNames: 'chunks/[name]-[hash]',
  // CommonJS libraries inside an ES bundle ask for `require`.
  banner: {
    js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
  logLevel: 'warning',
});
await writeFile(path.join(fresh, 'THIRD-PARTY-LICENSES.txt'), await licences(metafile));
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);

/** The licence text of each library that has gone into the bundle. */
async function licences({ inputs }) {
  const folders = new Set();
  for (const file of Object.keys(inputs)) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
    if (match) folders.add(match[1]);
  }
  const texts = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(
      await readFile(path.join(root, folder, 'package.json'), 'utf8'),
    );
    const files = (await readdir(path.join(root, folder))).filter((f) =>
      /^(licen[cs]e|notice)/i.test(f),
    );
    const parts = files.map((file) => readFile(path.join(root, folder, file), 'utf8'));
    const text = (await Promise.all(parts)).map((part) => part.trim()).join('\n\n');
    texts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
