// Bundles the page of `bisheng serve`: one script and one style sheet, named by what is in them, and the HTML that asks for them.
import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Writes the page's files to a folder. Gives what the bundler says of what went in. */
export async function buildPage(folder) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { page: 'src/page/main.tsx', look: 'src/page/look/page.css' },
    outdir: folder,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome123', 'firefox125', 'safari17.5'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  await mkdir(folder, { recursive: true });
  let html = await readFile(path.join(root, 'src/page/page.html'), 'utf8');
  for (const { path: file, contents } of outputFiles) {
    const name = path.basename(file);
    await writeFile(path.join(folder, name), contents);
    html = html.replace(name.endsWith('.css') ? '{style}' : '{script}', `/page/${name}`);
  }
  await writeFile(path.join(folder, 'index.html'), html);
  return metafile;
}
