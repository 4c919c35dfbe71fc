// Where the gaolint program is: the setting, else the extension's own copy, else PATH.
import { constants, promises as fs } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';

const windows = process.platform === 'win32';
const programName = windows ? 'gaolint.exe' : 'gaolint';

export type Search =
  | { found: true; program: string }
  /** `configured` is what the setting asked for; empty when it is not set. */
  | { found: false; configured: string };

export async function findProgram(extensionPath: string): Promise<Search> {
  const configured = vscode.workspace.getConfiguration('gaolint').get<string>('path', '').trim();
  const program = configured
    ? await resolveConfigured(expand(configured))
    : await firstExecutable([path.join(extensionPath, 'server', programName), ...onPath(programName)]);
  return program ? { found: true, program } : { found: false, configured };
}

/** A bare name is looked up on PATH; anything else is a file, relative to the first folder of the workspace. */
function resolveConfigured(configured: string): Promise<string | undefined> {
  const candidates = path.basename(configured) === configured
    ? onPath(configured)
    : [path.resolve(workspaceFolder() ?? os.homedir(), configured)];
  return firstExecutable(windows ? candidates.flatMap(file => [file, `${file}.exe`]) : candidates);
}

function expand(configured: string): string {
  return configured
    .replace(/^~(?=$|[\\/])/, () => os.homedir())
    .replace(/\$\{workspaceFolder\}/g, () => workspaceFolder() ?? '');
}

function workspaceFolder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find(folder => folder.uri.scheme === 'file')?.uri.fsPath;
}

function onPath(name: string): string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(folder => folder !== '');
  return folders.map(folder => path.join(folder, name));
}

async function firstExecutable(candidates: string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    if (await isExecutable(candidate)) {
      return candidate;
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await fs.access(file, constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}
