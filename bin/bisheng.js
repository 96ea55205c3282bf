#!/usr/bin/env node
import { createRequire } from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 12)) {
  process.stderr.write(
    `bisheng needs Node.js 20.12 or newer; this is ${process.versions.node}. / bisheng 需要 Node.js 20.12 或更新版本，当前为 ${process.versions.node}。\n`,
  );
  process.exit(2);
}
try {
  createRequire(import.meta.url)('../dist/cli/load.js');
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND') throw error;
  process.stderr.write(
    'bisheng is not built yet: run `npm ci && npm run build`. / 尚未构建：请先运行 `npm ci && npm run build`。\n',
  );
  process.exit(2);
}
