// The command that goes to the next blank of the draft in front: a placeholder, or text that was masked.
import * as vscode from 'vscode';

const source = 'gaolint';
const codes = new Set(['RS604', 'RS605']);

export async function nextPlaceholder(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return;
  }
  const cursor = editor.selection.start;
  const blanks = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(diagnostic => diagnostic.source === source && codes.has(codeOf(diagnostic)))
    .map(diagnostic => diagnostic.range)
    .sort((a, b) => a.start.compareTo(b.start));
  // After the last one comes the first.
  const next = blanks.find(range => range.start.isAfter(cursor)) ?? blanks[0];
  if (!next) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No blanks are left to fill in.'));
    return;
  }
  // Selected, so that typing fills it in.
  editor.selection = new vscode.Selection(next.start, next.end);
  editor.revealRange(next, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function codeOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}
