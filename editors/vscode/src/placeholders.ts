// The commands that go to the next or previous blank of the draft in front: a placeholder, or text that was masked.
import * as vscode from 'vscode';

import { codeOf, ownDiagnostics } from './findings';

const codes = new Set(['RS604', 'RS605']);

export async function goToPlaceholder(direction: 'next' | 'previous'): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return;
  }
  const cursor = editor.selection.start;
  const blanks = ownDiagnostics(editor.document.uri)
    .filter(diagnostic => codes.has(codeOf(diagnostic)))
    .map(diagnostic => diagnostic.range)
    .sort((a, b) => a.start.compareTo(b.start));
  // After the last one comes the first.
  const target = direction === 'next'
    ? blanks.find(range => range.start.isAfter(cursor)) ?? blanks[0]
    : blanks.filter(range => range.start.isBefore(cursor)).at(-1) ?? blanks.at(-1);
  if (!target) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No blanks are left to fill in.'));
    return;
  }
  // Selected, so that typing fills it in.
  editor.selection = new vscode.Selection(target.start, target.end);
  editor.revealRange(target, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
