// Makes the page: node pack.mjs --built FOLDER --model FILE --out FILE
// FOLDER holds what gaolint-bind has written: the module, and what calls it.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: { built: { type: 'string' }, model: { type: 'string' }, out: { type: 'string' } },
});

const worker = await bundle('worker.ts');
const script = escaped(await bundle('main.ts', worker));
const style = ['../../../templates/report/style.css', 'src/style.css'].map(file => read(file)).join('\n');
const [module, model] = [join(values.built, 'gaolint_web_bg.wasm'), values.model].map(packed);

// Nothing may be asked for from anywhere, and no script runs but these two.
const policy = [
  "default-src 'none'",
  `script-src '${digest(script)}' 'wasm-unsafe-eval'`,
  'worker-src blob:',
  `style-src '${digest(style)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const parts = {
  POLICY: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  STYLE: `<style>${style}</style>`,
  DATA: [data('module', module), data('model', model)].join('\n'),
  SCRIPT: `<script>${script}</script>`,
};
const page = read('src/index.html').replace(/<!-- ([A-Z]+) -->/g, (whole, name) => parts[name] ?? whole);
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, page);
const sizes = { page, 'packed together': gzipSync(page, { level: 9 }), module: module.bytes, model: model.bytes, script, style };
for (const [name, content] of Object.entries(sizes)) console.log(`${name}: ${Buffer.byteLength(content)} bytes`);

function read(file) {
  return readFileSync(join(here, file), 'utf8');
}

async function bundle(entry, workerSource) {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'src', entry)],
    bundle: true,
    write: false,
    format: 'iife',
    // Browsers of 2023: those that decompress by themselves, Firefox being the last of them.
    target: ['chrome111', 'firefox113', 'safari16.4'],
    minify: true,
    charset: 'utf8',
    loader: { '.css': 'text' },
    // The module comes with the page; nothing is loaded from beside the script.
    define: { 'import.meta.url': '""' },
    plugins: [made(workerSource)],
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}

/** Leads to what is made here: the calls of the module, and the source of the Worker. */
function made(workerSource) {
  return {
    name: 'made',
    setup(build) {
      build.onResolve({ filter: /^gaolint-web$/ }, () => ({ path: resolve(values.built, 'gaolint_web.js') }));
      build.onResolve({ filter: /^gaolint-worker$/ }, ({ path }) => ({ path, namespace: 'made' }));
      build.onLoad({ filter: /.*/, namespace: 'made' }, () => ({ contents: workerSource, loader: 'text' }));
    },
  };
}

/** A script that may stand in a page: in strings and patterns `<\/` is the same as `</`. */
function escaped(source) {
  return source.replace(/<(?=\/script|!--)/gi, '\\x3c').trim();
}

function packed(file) {
  return { bytes: gzipSync(readFileSync(file), { level: 9 }) };
}

function data(id, { bytes }) {
  return `<script type="application/octet-stream" id="${id}">${bytes.toString('base64')}</script>`;
}

function digest(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
