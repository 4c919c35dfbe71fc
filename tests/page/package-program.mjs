// A program that uses the package; it prints what it was told.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { load } from '@gaolint/wasm';

const { resolve } = createRequire(import.meta.url);
const [module, model] = await Promise.all(
  ['module.wasm', 'gaolint.model'].map(name => readFile(resolve(`@gaolint/wasm/${name}`))),
);
const linter = load({ module, model });
const draft = await readFile('draft.txt');
const { text } = linter.fix(new Uint8Array(draft), { rule: 'NU999' });
const findings = linter.check(draft).map(({ code, message, start, end }) => [code, message, text.slice(start, end)]);
const fixed = Buffer.from(linter.fix(draft).bytes).toString('base64');
const outline = linter.outline('讲话\n一、认清形势，绷紧思想之弦\n').flatMap(node => node.children.map(child => child.title));
linter.configure('dictionary = ["再接再励"]');
const settled = linter.check('要再接再励。');
console.log(JSON.stringify({ findings, fixed, outline, settled }));
