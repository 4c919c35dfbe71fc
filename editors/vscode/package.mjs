// Makes the .vsix for the platform it runs on, with the gaolint program inside:
//   node package.mjs [--program FILE] [--out FILE]
// Without --program, the program is built first.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, '..', '..');
const programName = process.platform === 'win32' ? 'gaolint.exe' : 'gaolint';

const { values } = parseArgs({ options: { program: { type: 'string' }, out: { type: 'string' } } });
const program = values.program ? resolve(values.program) : buildProgram();
const bundled = join(here, 'server', programName);
mkdirSync(dirname(bundled), { recursive: true });
copyFileSync(program, bundled);
chmodSync(bundled, 0o755);
try {
  const out = values.out ? ['--out', resolve(values.out)] : [];
  const vsce = join(here, 'node_modules', '@vscode', 'vsce', 'vsce');
  const target = `${process.platform}-${process.arch}`;
  run(process.execPath, vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--target', target, ...out);
} finally {
  // Left behind, an old program would end up in a package made by hand.
  rmSync(dirname(bundled), { recursive: true });
}

function buildProgram() {
  run('cargo', 'build', '--release', '--locked', '--manifest-path', join(project, 'Cargo.toml'));
  const metadata = execFileSync('cargo', ['metadata', '--format-version', '1', '--no-deps'], { cwd: project });
  return join(JSON.parse(metadata).target_directory, 'release', programName);
}

function run(command, ...args) {
  execFileSync(command, args, { cwd: here, stdio: 'inherit' });
}
