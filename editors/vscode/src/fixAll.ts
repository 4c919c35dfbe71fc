// The command that applies every safe fix of the document in front.
import * as vscode from 'vscode';

import type { Server } from './server';

const fixAllKind = 'source.fixAll.gaolint';

export async function fixAll(server: Server): Promise<void> {
  if (!server.client) {
    void vscode.window.showWarningMessage(vscode.l10n.t('gaolint is not running, so nothing was fixed.'));
    return;
  }
  // VS Code asks the server, resolves the action where needed, applies it, and says so when there is none.
  await vscode.commands.executeCommand('editor.action.codeAction', { kind: fixAllKind, apply: 'first' });
}
