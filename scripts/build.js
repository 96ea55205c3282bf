// Bundles src/ into dist/: start-up time is a feature, and one file per command loads in a third of
// the time that the modules of the libraries would take. Also gathers the libraries' licences.
import { build, transform } from 'esbuild';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage } from './build-page.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');

const dialect = {
  platform: 'node',
  target: 'node20.12',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
};
const options = {
  ...dialect,
  absWorkingDir: root,
  entryPoints: {
    'cli/main': 'src/cli/main.ts',
    'knowledge/document-worker': 'src/knowledge/read/document-worker.ts',
  },
  bundle: true,
  splitting: true,
  format: 'esm',
  metafile: true,
  alias: {
    ...(await openTelemetry()),
    '@neon-rs/load': './scripts/libsql-target.cjs',
    'detect-libc': './scripts/libsql-target.cjs',
  },
  chunkNames: 'chunks/[name]-[hash]',
  write: false,
};

// Built beside it and swapped in at the end, so that a running command never meets half a build.
const fresh = path.join(root, `dist.${process.pid}`);
const replacing = [withoutSpreads('js-yaml'), ownHeaders()];
const look = await build({ ...options, outdir: fresh, plugins: replacing });
const { metafile, outputFiles } = await build({
  ...options,
  outdir: fresh,
  plugins: [sharedCore(look.metafile), ...replacing],
});
const loader = await build({
  ...options,
  outdir: fresh,
  entryPoints: { 'cli/load': 'src/cli/load.ts' },
  splitting: false,
});
for (const { path: file, text } of [...outputFiles, ...loader.outputFiles]) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await commonJs(text));
}
await writeFile(path.join(fresh, 'package.json'), '{ "type": "commonjs" }\n');
const page = await buildPage(path.join(fresh, 'page'));
const inputs = { ...metafile.inputs, ...page.inputs };
await writeFile(path.join(fresh, 'THIRD-PARTY-LICENSES.txt'), await licences({ inputs }));
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);

/**
 * An ES module as CommonJS, into which the bundler can't split: Node 20 loads it sooner, and only of scripts can it keep
 * what V8 made of them (src/cli/load.ts).
 */
async function commonJs(text) {
  const own = 'importMetaUrl';
  const { code } = await transform(text, {
    ...dialect,
    format: 'cjs',
    // Those must go through the same loader.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': own },
  });
  const place = `const ${own}=require("node:url").pathToFileURL(__filename).href;`;
  return `"use strict";${code.includes(own) ? place : ''}${code}`;
}

/**
 * In Node 20 each object made by `{...a, b}` has a hidden class of its own: a parser whose state is made so then takes three
 * times as long. Elsewhere a spread is faster than what it is written out to.
 */
function withoutSpreads(library) {
  return {
    name: 'without-spreads',
    setup({ onLoad }) {
      const files = new RegExp(`[\\\\/]node_modules[\\\\/]${library}[\\\\/].*\\.m?js$`);
      onLoad({ filter: files }, async ({ path: file }) => {
        const text = await readFile(file, 'utf8');
        const { code } = await transform(text, {
          target: dialect.target,
          supported: { 'object-rest-spread': false },
        });
        return { contents: code, loader: 'js' };
      });
    },
  };
}

/** The SDK's headers are ours, and it is given no forms: Node's own would load its HTTP client, which nobody uses then. */
function ownHeaders() {
  const own = JSON.stringify(path.join(root, 'src/http/plain-headers.ts'));
  const begin = `import { PlainHeaders as Headers } from ${own};\nclass FormData {}\n`;
  return {
    name: 'own-headers',
    setup({ onLoad }) {
      onLoad(
        { filter: /openai[\\/](client|internal[\\/](headers|utils[\\/]log))\.mjs$/ },
        async ({ path: file }) => ({
          contents: begin + (await readFile(file, 'utf8')),
          loader: 'js',
        }),
      );
    },
  };
}

/** These have ES modules beside scripts, of which alone can be left out what is not used: five sixths. */
async function openTelemetry() {
  const folder = 'node_modules/@opentelemetry';
  const names = await readdir(path.join(root, folder));
  const entries = names.map(async (name) => {
    const text = await readFile(path.join(root, folder, name, 'package.json'), 'utf8');
    const { module } = JSON.parse(text);
    return module ? [[`@opentelemetry/${name}`, `./${folder}/${name}/${module}`]] : [];
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

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

/**
 * Keeps what nearly all commands load in one file. The bundler makes a file for each set of modules that the same lazily
 * loaded ones need: a hundred small files for a run, and each costs more than its bytes. So each of the lazily loaded
 * is made to need all that a run does; that is loaded by then anyway.
 */
function sharedCore({ inputs }) {
  const core = neededBy('src/cli/run.ts', inputs);
  const early = neededBy('src/cli/start.ts', inputs);
  const lazy = new Set(
    Object.values(inputs).flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path: target }) => target),
    ),
  );
  const joining = [...lazy].filter(
    (target) => target.startsWith('src/') && !core.has(target) && !early.has(target),
  );
  const run = JSON.stringify(path.join(root, 'src/cli/run.ts'));
  return {
    name: 'shared-core',
    setup({ onLoad }) {
      const absolute = new Set(joining.map((target) => path.join(root, target)));
      onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        if (!absolute.has(file)) return undefined;
        return { contents: `${await readFile(file, 'utf8')}\nimport ${run};\n`, loader: 'ts' };
      });
    },
  };
}

/** The modules that one needs at once, itself among them. */
function neededBy(module, inputs) {
  const found = new Set([module]);
  for (const file of found) {
    for (const { kind, path: target } of inputs[file]?.imports ?? []) {
      if (kind !== 'dynamic-import' && inputs[target]) found.add(target);
    }
  }
  return found;
}
