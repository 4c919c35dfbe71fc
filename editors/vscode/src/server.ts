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

import { findProgram } from './program';
import { reportFailure, reportMissing } from './problems';
import { languages, serverSettings } from './settings';

export type Health = 'starting' | 'running' | 'stopped' | 'missing';

export class Server implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel('gaolint');
  private readonly configurationFiles = vscode.workspace.createFileSystemWatcher('**/gaolint.toml');
  private readonly healthChanged = new vscode.EventEmitter<Health>();
  private running: LanguageClient | undefined;
  private lastStep: Promise<void> = Promise.resolve();
  private currentHealth: Health = 'stopped';

  readonly onDidChangeHealth = this.healthChanged.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  get health(): Health {
    return this.currentHealth;
  }

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
    this.healthChanged.dispose();
    this.output.dispose();
  }

  private step(action: () => Promise<void>): Promise<void> {
    this.lastStep = this.lastStep.then(action).catch(error => this.output.appendLine(String(error)));
    return this.lastStep;
  }

  private async startNow(): Promise<void> {
    const search = await findProgram(this.context.extensionPath);
    if (!search.found) {
      this.become('missing');
      void reportMissing(search.configured, this.output);
      return;
    }
    this.become('starting');
    this.output.appendLine(`${search.program} server --stdio`);
    const client = new LanguageClient('gaolint', 'gaolint', serverOptions(search.program), this.clientOptions());
    this.running = client;
    client.onDidChangeState(({ newState }) => this.follow(client, newState));
    try {
      await client.start();
    } catch (error) {
      this.running = undefined;
      this.become('stopped');
      void reportFailure(error, this.output);
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
    this.become('stopped');
  }

  /** The client restarts a server that has died, so its state changes without our doing. */
  private follow(client: LanguageClient, state: State): void {
    if (client === this.running) {
      this.become(state === State.Running ? 'running' : state === State.Starting ? 'starting' : 'stopped');
    }
  }

  private become(health: Health): void {
    this.currentHealth = health;
    // The walkthrough ticks off its first step by this.
    void vscode.commands.executeCommand('setContext', 'gaolint.running', health === 'running');
    this.healthChanged.fire(health);
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: languages.flatMap(language => [
        { scheme: 'file', language },
        { scheme: 'untitled', language },
      ]),
      initializationOptions: serverSettings,
      synchronize: { configurationSection: 'gaolint', fileEvents: this.configurationFiles },
      outputChannel: this.output,
      // A writer wants no log to jump up; messages have a button that opens it.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    };
  }
}

function serverOptions(command: string): ServerOptions {
  // The client adds --stdio itself.
  return { command, args: ['server'], transport: TransportKind.stdio };
}
