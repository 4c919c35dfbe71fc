// The package for JavaScript programs, as a program of Node uses it: node package-test.mjs PACKAGE GAOLINT
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { DRAFT, encoded } from './drafts.mjs';

const [source, gaolint] = process.argv.slice(2).map(path => resolve(path));
const folder = mkdtempSync(join(tmpdir(), 'gaolint-package-'));
try {
  mkdirSync(join(folder, 'node_modules', '@gaolint'), { recursive: true });
  symlinkSync(source, join(folder, 'node_modules', '@gaolint', 'wasm'));
  const bytes = encoded(DRAFT);
  writeFileSync(join(folder, 'draft.txt'), bytes);
  writeFileSync(join(folder, 'gaolint.toml'), `model = ${JSON.stringify(join(source, 'gaolint.model'))}\n`);
  cpSync(new URL('./package-program.mjs', import.meta.url), join(folder, 'program.mjs'));
  const said = JSON.parse(execFileSync(process.execPath, ['program.mjs'], { cwd: folder, encoding: 'utf8' }));

  const run = args => execFileSync(gaolint, [...args, '--no-cache', 'draft.txt'], { cwd: folder, encoding: 'utf8' });
  const { files } = JSON.parse(run(['check', '--exit-zero', '--format', 'json']));
  const expected = files.flatMap(file => file.findings).map(({ code, message, text }) => [code, message, text]);
  assert.deepEqual(said.findings, expected);
  run(['check', '--exit-zero', '--quiet', '--fix', '-o', 'fixed.txt']);
  assert.deepEqual(Buffer.from(said.fixed, 'base64'), readFileSync(join(folder, 'fixed.txt')));
  assert.deepEqual(said.outline, ['一、认清形势，绷紧思想之弦']);
  assert.deepEqual(said.settled, []);
  console.log(`package: ${said.findings.length} findings, as the command line has them`);
} finally {
  rmSync(folder, { recursive: true });
}
