// Bundles the extension into one file, so that the package carries no node_modules.
import { context } from 'esbuild';

import { writeNotices } from './notices.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const build = await context({
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  platform: 'node',
  // The Node of the oldest VS Code that `engines` admits.
  target: 'node18',
  format: 'cjs',
  external: ['vscode'],
  // vscode-languageclient's `main` entries are UMD, which esbuild cannot follow.
  mainFields: ['module', 'main'],
  minify: production,
  sourcemap: !production,
  metafile: true,
  logLevel: 'info',
});

if (watch) {
  await build.watch();
} else {
  const { metafile } = await build.rebuild();
  writeNotices(metafile, 'dist/ThirdPartyNotices.txt');
  await build.dispose();
}
