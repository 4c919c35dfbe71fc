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

/** What a draft is checked with, as the server says it. */
export interface DraftStatus {
  version: string;
  /** `file` names a model of the user's own. */
  model: { name: string; file: string | null } | null;
  settings: string | null;
}

/** Nothing where no server runs, or it does not know. */
export async function statusOf(server: Server, document: vscode.Uri): Promise<DraftStatus | undefined> {
  const { client } = server;
  const argument = { uri: client?.code2ProtocolConverter.asUri(document) };
  const params = { command: 'gaolint.status', arguments: [argument] };
  return client?.sendRequest(ExecuteCommandRequest.type, params).catch(() => undefined);
}

export interface Rule {
  code: string;
  name: string;
  title: string;
}

export async function listRules(server: Server): Promise<Rule[]> {
  const params = { command: 'gaolint.rules', arguments: [] };
  return (await server.client?.sendRequest(ExecuteCommandRequest.type, params).catch(() => [])) ?? [];
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
