// The command that opens the `gaolint.toml` in force for the draft in front, or begins a new one.
import * as vscode from 'vscode';

const name = 'gaolint.toml';

export async function openSettingsFile(): Promise<void> {
  const draft = vscode.window.activeTextEditor?.document.uri;
  const folder = (draft && vscode.workspace.getWorkspaceFolder(draft)) ?? vscode.workspace.workspaceFolders?.[0];
  if (!folder) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the folder of your drafts first.'));
    return;
  }
  const existing = draft?.scheme === 'file' ? await nearest(vscode.Uri.joinPath(draft, '..')) : undefined;
  const file = existing ?? vscode.Uri.joinPath(folder.uri, name);
  if (existing || (await exists(file))) {
    await vscode.window.showTextDocument(file);
    return;
  }
  // Not written until the user saves it.
  const unsaved = await vscode.workspace.openTextDocument(file.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(unsaved);
  await editor.edit(edit => edit.insert(new vscode.Position(0, 0), template()));
}

/** The `gaolint.toml` in `folder` or above it. */
async function nearest(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const file = vscode.Uri.joinPath(folder, name);
  if (await exists(file)) {
    return file;
  }
  const parent = vscode.Uri.joinPath(folder, '..');
  return parent.path === folder.path ? undefined : nearest(parent);
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(() => true, () => false);
}

function template(): string {
  return [
    `# ${vscode.l10n.t('Rules to leave out: codes, names or families; “gaolint rule” lists them.')}`,
    'ignore = []',
    '',
    `# ${vscode.l10n.t('Words that are right here, such as names of people and places.')}`,
    'dictionary = []',
    '',
  ].join('\n');
}
