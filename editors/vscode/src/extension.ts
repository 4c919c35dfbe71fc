// The extension's entry: commands, settings, and when the server starts and stops.
import * as vscode from 'vscode';

import { goToPlaceholder } from './placeholders';
import { openSample, openWalkthrough } from './firstSteps';
import { Server } from './server';
import { checkWorkspace, cleanResidue, fixAll } from './serverCommands';
import { registerSettingsCompletion } from './settingsCompletion';
import { openSettingsFile } from './settingsFile';
import { Status } from './status';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const running = new Server(context);
  server = running;
  const commands: Record<string, () => unknown> = {
    'gaolint.fixAll': () => fixAll(running),
    'gaolint.clean': () => cleanResidue(running),
    'gaolint.checkAll': () => checkWorkspace(running),
    'gaolint.nextPlaceholder': () => goToPlaceholder('next'),
    'gaolint.previousPlaceholder': () => goToPlaceholder('previous'),
    'gaolint.restartServer': () => running.restart(),
    'gaolint.showOutput': () => running.showOutput(),
    'gaolint.openSettingsFile': openSettingsFile,
    'gaolint.openSample': () => openSample(context.extensionUri),
    'gaolint.openWalkthrough': () => openWalkthrough(context.extension.id),
  };
  context.subscriptions.push(
    running,
    new Status(running),
    registerSettingsCompletion(running),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('gaolint.path')) {
        void running.restart();
      }
    }),
    // A trusted folder may bring a path of its own.
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
  );
  await running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
