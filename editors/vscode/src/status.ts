// The item in the status bar: how many findings the draft in front has, and which model found them.
import * as vscode from 'vscode';

import { ownDiagnostics } from './findings';
import type { Server } from './server';
import { statusOf, type DraftStatus } from './serverCommands';
import { isDraft } from './settings';

const levels = [
  vscode.DiagnosticSeverity.Error,
  vscode.DiagnosticSeverity.Warning,
  vscode.DiagnosticSeverity.Information,
] as const;

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('gaolint.status', vscode.StatusBarAlignment.Right, 100);
  private readonly listeners: vscode.Disposable[];
  /** What the server has said of the draft in front. */
  private known: { document: string; status: DraftStatus } | undefined;
  private question: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {
    this.item.name = 'gaolint';
    this.listeners = [
      server.onDidChangeHealth(() => this.show()),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const front = vscode.window.activeTextEditor?.document.uri.toString();
        if (uris.some(uri => uri.toString() === front)) {
          this.show();
        }
      }),
    ];
    this.show();
  }

  dispose(): void {
    clearTimeout(this.question);
    this.listeners.forEach(listener => listener.dispose());
    this.item.dispose();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isDraft(document)) {
      this.item.hide();
      return;
    }
    if (this.server.health === 'running') {
      this.showFindings(document.uri);
    } else {
      this.showHealth();
    }
    this.item.show();
  }

  private showFindings(uri: vscode.Uri): void {
    const found = ownDiagnostics(uri);
    const [errors, warnings, hints] = levels.map(level => found.filter(({ severity }) => severity === level).length);
    this.askAbout(uri);
    this.item.text = `$(checklist) gaolint ${found.length}`;
    this.item.command = 'workbench.actions.view.problems';
    this.item.backgroundColor = undefined;
    this.item.tooltip = this.tooltip(
      vscode.l10n.t('Must fix: {0}, suggestions: {1}, hints: {2}', errors ?? 0, warnings ?? 0, hints ?? 0),
      `[${vscode.l10n.t('Fix all safe findings')}](command:gaolint.fixAll)`,
    );
  }

  /** Settings change now and then: asks again, but not at every keystroke. */
  private askAbout(uri: vscode.Uri): void {
    const document = uri.toString();
    clearTimeout(this.question);
    this.question = setTimeout(async () => {
      const status = await statusOf(this.server, uri);
      if (status && JSON.stringify(this.known) !== JSON.stringify({ document, status })) {
        this.known = { document, status };
        this.show();
      }
    }, this.known?.document === document ? 1000 : 0);
  }

  /** Version, model and settings file in use for the draft in front. */
  private details(): string | undefined {
    const document = vscode.window.activeTextEditor?.document.uri.toString();
    if (!this.known || this.known.document !== document) {
      return undefined;
    }
    const { version, model, settings } = this.known.status;
    const own = model?.file && vscode.l10n.t('Model: {0} ({1})', model.name, model.file);
    return [
      `gaolint ${version}`,
      own || (model && vscode.l10n.t('Model: {0}', model.name)),
      settings && vscode.l10n.t('Settings: {0}', settings),
    ].filter(Boolean).join('\n');
  }

  private showHealth(): void {
    const starting = this.server.health === 'starting';
    const missing = this.server.health === 'missing';
    this.item.text = starting ? '$(loading~spin) gaolint' : '$(warning) gaolint';
    this.item.command = missing ? 'gaolint.openWalkthrough' : 'gaolint.showOutput';
    this.item.backgroundColor = starting ? undefined : new vscode.ThemeColor('statusBarItem.warningBackground');
    this.item.tooltip = starting
      ? vscode.l10n.t('Starting')
      : missing
        ? vscode.l10n.t('The gaolint program was not found')
        : this.tooltip(vscode.l10n.t('Not running'));
  }

  private tooltip(...lines: string[]): vscode.MarkdownString {
    const links = [
      `[${vscode.l10n.t('Restart')}](command:gaolint.restartServer)`,
      `[${vscode.l10n.t('Log')}](command:gaolint.showOutput)`,
    ];
    const text = new vscode.MarkdownString([...lines, links.join(' | ')].join('\n\n'));
    const details = this.details();
    if (details) {
      text.appendMarkdown('\n\n---\n\n').appendCodeblock(details, 'text');
    }
    text.isTrusted = { enabledCommands: ['gaolint.fixAll', 'gaolint.restartServer', 'gaolint.showOutput'] };
    return text;
  }
}
