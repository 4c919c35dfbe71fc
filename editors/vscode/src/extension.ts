// The extension's entry: commands, settings, and when the server starts and stops.
import * as vscode from 'vscode';

import { fixAll } from './fixAll';
import { nextPlaceholder } from './nextPlaceholder';
import { Server } from './server';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const running = new Server(context);
  server = running;
  context.subscriptions.push(
    running,
    vscode.commands.registerCommand('gaolint.fixAll', () => fixAll(running)),
    vscode.commands.registerCommand('gaolint.nextPlaceholder', nextPlaceholder),
    vscode.commands.registerCommand('gaolint.restartServer', () => running.restart()),
    vscode.commands.registerCommand('gaolint.showOutput', () => running.showOutput()),
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
