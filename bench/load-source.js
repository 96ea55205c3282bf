import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Bundles some files of src/ or bench/ and imports them as one module. Paths are relative to the project. */
export async function loadSource(...files) {
  // Inside the project, because modules look for its files from where they are.
  const folder = await mkdtemp(path.join(root, 'dist.bench-'));
  try {
    await build({
      stdin: {
        contents: files.map((file) => `export * from ${JSON.stringify(`./${file}`)};`).join('\n'),
        resolveDir: root,
      },
      outfile: path.join(folder, 'source.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      // As in scripts/build.js.
      supported: { 'object-rest-spread': false },
      banner: {
        js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
      },
      logLevel: 'error',
    });
    return await import(pathToFileURL(path.join(folder, 'source.mjs')).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
