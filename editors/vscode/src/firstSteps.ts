// What the walkthrough's buttons do.
import * as vscode from 'vscode';

/** Opens a damaged draft to try things on. It has no file, so nothing of the user's is touched. */
export async function openSample(extension: vscode.Uri): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'walkthrough', 'sample.txt'));
  const content = new TextDecoder().decode(bytes);
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  await vscode.window.showTextDocument(document);
}

export async function openWalkthrough(extensionId: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#start`, false);
}
