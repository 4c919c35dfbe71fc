// What the user has set, as the server takes it.
import * as vscode from 'vscode';

/** The languages whose documents are drafts. */
export const languages = ['plaintext', 'markdown'];

const serverKeys = [
  'select', 'ignore', 'severity', 'dictionary', 'watermarks',
  'inlayHints', 'maxCharacters', 'workspaceDiagnostics', 'logLevel',
];

/** The settings that concern the server. One that is empty leaves `gaolint.toml` in charge. */
export function serverSettings(): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration('gaolint');
  return Object.fromEntries(serverKeys.map(key => [key, settings.get(key)]));
}

/** A machine's settings are, in a remote window, those of the remote machine, shown on a page of their own. */
export async function openPathSetting(): Promise<void> {
  const page = vscode.env.remoteName ? 'workbench.action.openRemoteSettings' : 'workbench.action.openSettings';
  await vscode.commands.executeCommand(page, { query: '@id:gaolint.path' });
}

/** Without an extension for TOML, a settings file is plain text, too; it is no draft. */
export function isDraft({ languageId, uri }: vscode.TextDocument): boolean {
  return languages.includes(languageId) && ['file', 'untitled'].includes(uri.scheme) && !uri.path.endsWith('/gaolint.toml');
}
