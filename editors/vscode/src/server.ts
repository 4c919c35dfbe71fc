// One language server, started, stopped and started again without two of these steps ever overlapping.
import * as vscode from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node';

import { findProgram, type Search } from './program';

const languages = ['plaintext', 'markdown'];

export class Server implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel('gaolint');
  private readonly configurationFiles = vscode.workspace.createFileSystemWatcher('**/gaolint.toml');
  private running: LanguageClient | undefined;
  private lastStep: Promise<void> = Promise.resolve();

  constructor(private readonly context: vscode.ExtensionContext) {}

  /** The client, while it talks to a server. */
  get client(): LanguageClient | undefined {
    return this.running?.state === State.Running ? this.running : undefined;
  }

  restart(): Promise<void> {
    return this.step(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.step(() => this.stopNow());
  }

  showOutput(): void {
    this.output.show(true);
  }

  dispose(): void {
    this.configurationFiles.dispose();
    this.output.dispose();
  }

  private step(action: () => Promise<void>): Promise<void> {
    this.lastStep = this.lastStep.then(action).catch(error => this.output.appendLine(String(error)));
    return this.lastStep;
  }

  private async startNow(): Promise<void> {
    const search = await findProgram(this.context.extensionPath);
    if (!search.found) {
      void this.reportMissing(search);
      return;
    }
    this.output.appendLine(`${search.program} server --stdio`);
    const client = new LanguageClient('gaolint', 'gaolint', serverOptions(search.program), this.clientOptions());
    this.running = client;
    try {
      await client.start();
    } catch (error) {
      this.running = undefined;
      void this.reportFailure(error);
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.running;
    this.running = undefined;
    if (client?.needsStop()) {
      // Rejects when the server has already died, which is as good as stopped.
      await client.stop().catch(error => this.output.appendLine(String(error)));
    }
    await client?.dispose().catch(() => undefined);
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: languages.flatMap(language => [
        { scheme: 'file', language },
        { scheme: 'untitled', language },
      ]),
      initializationOptions: ruleSettings,
      synchronize: { configurationSection: 'gaolint', fileEvents: this.configurationFiles },
      outputChannel: this.output,
      // A writer wants no log to jump up; messages have a button that opens it.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    };
  }

  private async reportMissing(search: Search & { found: false }): Promise<void> {
    const message = search.configured
      ? vscode.l10n.t('gaolint was not found at “{0}”. Check the setting gaolint.path.', search.configured)
      : vscode.l10n.t(
          'The gaolint program was not found. Install it, or give its path in the setting gaolint.path.',
        );
    this.output.appendLine(message);
    const openSettings = vscode.l10n.t('Open Settings');
    if ((await vscode.window.showErrorMessage(message, openSettings)) === openSettings) {
      await openPathSetting();
    }
  }

  private async reportFailure(error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    this.output.appendLine(reason);
    const openSettings = vscode.l10n.t('Open Settings');
    const showOutput = vscode.l10n.t('Show Output');
    const message = vscode.l10n.t('gaolint could not be started: {0}', reason);
    const choice = await vscode.window.showErrorMessage(message, openSettings, showOutput);
    if (choice === openSettings) {
      await openPathSetting();
    } else if (choice === showOutput) {
      this.showOutput();
    }
  }
}

/** The settings that stand in for `gaolint.toml`; one that is empty leaves the file in charge. */
function ruleSettings(): Record<string, string[]> {
  const settings = vscode.workspace.getConfiguration('gaolint');
  return Object.fromEntries(
    ['select', 'ignore']
      .map((name): [string, string[]] => [name, settings.get<string[]>(name, [])])
      .filter(([, rules]) => rules.length > 0),
  );
}

/** A machine's settings are, in a remote window, those of the remote machine, shown on a page of their own. */
async function openPathSetting(): Promise<void> {
  const page = vscode.env.remoteName ? 'workbench.action.openRemoteSettings' : 'workbench.action.openSettings';
  await vscode.commands.executeCommand(page, { query: '@id:gaolint.path' });
}

function serverOptions(command: string): ServerOptions {
  // The client adds --stdio itself.
  return { command, args: ['server'], transport: TransportKind.stdio };
}
