// What is said when the server cannot run, and the buttons that lead out.
import * as vscode from 'vscode';

import { openPathSetting } from './settings';

/** `configured` is the path that the user has set; empty when there is none. */
export async function reportMissing(configured: string, output: vscode.OutputChannel): Promise<void> {
  const message = configured
    ? vscode.l10n.t('gaolint was not found at “{0}”. Check the setting gaolint.path.', configured)
    : vscode.l10n.t('The gaolint program was not found. Install it, or give its path in the setting gaolint.path.');
  output.appendLine(message);
  const openSettings = vscode.l10n.t('Open Settings');
  const howTo = vscode.l10n.t('How to Install');
  const choice = await vscode.window.showErrorMessage(message, openSettings, howTo);
  if (choice === openSettings) {
    await openPathSetting();
  } else if (choice === howTo) {
    await vscode.commands.executeCommand('gaolint.openWalkthrough');
  }
}

export async function reportFailure(error: unknown, output: vscode.OutputChannel): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  output.appendLine(reason);
  const openSettings = vscode.l10n.t('Open Settings');
  const showOutput = vscode.l10n.t('Show Output');
  const message = vscode.l10n.t('gaolint could not be started: {0}', reason);
  const choice = await vscode.window.showErrorMessage(message, openSettings, showOutput);
  if (choice === openSettings) {
    await openPathSetting();
  } else if (choice === showOutput) {
    output.show(true);
  }
}
