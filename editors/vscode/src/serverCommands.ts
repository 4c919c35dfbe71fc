// The commands that the server carries out.
import * as vscode from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';

import type { Server } from './server';

const fixAllKind = 'source.fixAll.gaolint';

export async function fixAll(server: Server): Promise<void> {
  if (clientOf(server)) {
    // VS Code asks the server, resolves the action where needed, applies it, and says so when there is none.
    await vscode.commands.executeCommand('editor.action.codeAction', { kind: fixAllKind, apply: 'first' });
  }
}

export async function cleanResidue(server: Server): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const client = clientOf(server);
  if (document && client) {
    await execute(client, 'gaolint.cleanResidue', client.code2ProtocolConverter.asUri(document.uri));
  }
}

export async function checkWorkspace(server: Server): Promise<void> {
  const client = clientOf(server);
  if (client) {
    await execute(client, 'gaolint.checkWorkspace');
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}

/** The running client; when there is none, the user is told. */
function clientOf(server: Server): LanguageClient | undefined {
  const { client } = server;
  if (!client) {
    void vscode.window.showWarningMessage(vscode.l10n.t('gaolint is not running, so nothing was done.'));
  }
  return client;
}

async function execute(client: LanguageClient, command: string, ...args: unknown[]): Promise<void> {
  try {
    await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`gaolint: ${reason}`);
  }
}
