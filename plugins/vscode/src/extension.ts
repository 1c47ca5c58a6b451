/** Where the extension begins: starts the client, keeps it in step with the settings, and carries out the commands. */

import { homedir } from 'node:os';

import * as vscode from 'vscode';
import { State as ClientState, type LanguageClient } from 'vscode-languageclient/node';

import { Bar } from './bar';
import { ACCEPT, create, execute, FORGET, PAUSE, STATUS, type Listener } from './connection';
import { find } from './program';
import { Savings } from './savings';
import { documents, needRestart, read, type Settings } from './settings';

interface Status {
  readonly version: string;
  readonly model: { readonly name: string };
  readonly latency: { readonly p50_us: number };
  readonly messages_kept: number;
  readonly paused: boolean;
}

/** Ghost text that was offered last, and where. */
interface Offer {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
  readonly text: string;
}

class Extension implements Listener, vscode.Disposable {
  private readonly savings = new Savings();
  private readonly bar = new Bar(this.savings);
  private current: Settings = read();
  private client: LanguageClient | undefined;
  private offer: Offer | undefined;
  /** Starts and stops follow one another. */
  private turn: Promise<void> = Promise.resolve();

  settings(): Settings {
    return this.current;
  }

  offered(document: vscode.TextDocument, position: vscode.Position, text: string | undefined): void {
    this.offer = text === undefined ? undefined : { document, position, text };
    // The daemon has come.
    if (text !== undefined && this.bar.state === 'away') void this.refresh();
  }

  took(text: string): void {
    this.savings.took(text);
    this.bar.draw();
  }

  changed(event: vscode.TextDocumentChangeEvent): void {
    const [change, ...more] = event.contentChanges;
    const byHand = event.reason === undefined && more.length === 0 && change !== undefined;
    if (!byHand || vscode.languages.match(documents(this.current), event.document) === 0) return;
    this.savings.changed(change.rangeLength, change.text);
    if (this.bar.state === 'ready') this.bar.draw();
  }

  configured(event: vscode.ConfigurationChangeEvent): void {
    if (!event.affectsConfiguration('foretype')) return;
    this.current = read();
    if (needRestart(event)) void this.restart();
    else void this.client?.sendNotification('workspace/didChangeConfiguration', { settings: { foretype: this.current.server } });
  }

  restart(): Promise<void> {
    this.turn = this.turn.then(() => this.stopNow()).then(() => this.startNow());
    return this.turn;
  }

  stop(): Promise<void> {
    this.turn = this.turn.then(() => this.stopNow());
    return this.turn;
  }

  private async startNow(): Promise<void> {
    this.current = read();
    if (!this.current.enable) return;
    const program = find(this.current.path, { env: process.env, home: homedir(), platform: process.platform });
    if (program === undefined) {
      this.bar.state = 'missing';
      void this.sayMissing();
      return;
    }
    this.bar.state = 'starting';
    try {
      const client = create(program, this.current, this);
      this.client = client;
      client.onDidChangeState(({ newState }) => {
        if (newState === ClientState.Running) void this.refresh();
        else if (this.client === client && newState === ClientState.Stopped) this.bar.state = 'away';
      });
      await client.start();
      await vscode.commands.executeCommand('setContext', 'foretype.running', true);
    } catch {
      // The client has told why.
      this.bar.state = 'away';
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.offer = undefined;
    this.bar.state = 'off';
    await vscode.commands.executeCommand('setContext', 'foretype.running', false);
    // One that never started, or has stopped by itself, cannot be stopped.
    await client?.dispose().catch(() => undefined);
  }

  private async sayMissing(): Promise<void> {
    const message = `foretype: the program \`${this.current.path}\` was not found. \`cargo install --path .\` in foretype's folder puts it on your path; or say in the settings where it is.`;
    const answer = await vscode.window.showWarningMessage(message, 'Open Settings', 'Try Again');
    if (answer === 'Open Settings') await vscode.commands.executeCommand('workbench.action.openSettings', 'foretype.path');
    if (answer === 'Try Again') await this.restart();
  }

  /** Asks how the daemon is and shows it. */
  async refresh(): Promise<Status | undefined> {
    const client = this.client;
    if (client === undefined) return undefined;
    const status = await execute<Status>(client, STATUS, {}).catch(() => undefined);
    if (this.client !== client) return undefined;
    const there = status !== undefined && status.error === undefined;
    this.bar.state = !there ? 'away' : status.paused ? 'paused' : 'ready';
    return there ? status : undefined;
  }

  async showStatus(): Promise<void> {
    const status = await this.refresh();
    const { typed, taken, takes } = this.savings;
    const saved = `${Math.round(100 * this.savings.share())} % of keystrokes saved here (${typed} typed, ${taken} taken with ${takes} keys)`;
    const daemon = status
      ? `daemon ${status.version}, model ${status.model.name}, answers take ${(status.latency.p50_us / 1000).toFixed(1)} ms, ${status.messages_kept} messages kept${status.paused ? ', paused' : ''}`
      : 'no daemon; `foretype daemon start` in a terminal says why';
    await vscode.window.showInformationMessage(`foretype: ${daemon}; ${saved}.`);
  }

  async togglePause(): Promise<void> {
    const client = this.client;
    const before = await this.refresh();
    // The server reports its own failures.
    if (client === undefined || before === undefined) return;
    await execute(client, PAUSE, { paused: !before.paused });
    await this.refresh();
  }

  async forgetWord(): Promise<void> {
    const client = this.client;
    if (client === undefined) return;
    const editor = vscode.window.activeTextEditor;
    const range = editor && (editor.selection.isEmpty ? editor.document.getWordRangeAtPosition(editor.selection.active) : editor.selection);
    const word = await vscode.window.showInputBox({
      title: 'foretype: forget a word',
      prompt: 'It goes from every message that is kept, and is not offered any more until you type it again.',
      value: range ? editor.document.getText(range) : '',
    });
    if (!word?.trim()) return;
    const answer = await execute<{ messages: number; changed: number }>(client, FORGET, { word: word.trim() });
    if (answer.error !== undefined) return;
    await vscode.window.showInformationMessage(`foretype: “${word.trim()}” is forgotten: ${answer.messages} messages went, ${answer.changed} lost the word.`);
  }

  /** The editor has no way to tell that a part was taken, so this looks at what came, and tells it. */
  async acceptWord(): Promise<void> {
    const [client, editor, offer] = [this.client, vscode.window.activeTextEditor, this.offer];
    const before = editor?.selection.active;
    await vscode.commands.executeCommand('editor.action.inlineSuggest.acceptNextWord');
    if (!client || !editor || !before || offer?.document !== editor.document || !offer.position.isEqual(before)) return;
    const text = editor.document.getText(new vscode.Range(before, editor.selection.active));
    if (text === '' || !offer.text.startsWith(text)) return;
    this.took(text);
    const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
    await execute(client, ACCEPT, { uri, text, ghost: true });
  }

  dispose(): void {
    this.bar.dispose();
  }
}

let extension: Extension | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const here = new Extension();
  extension = here;
  const command = (name: string, run: () => Promise<void>) => vscode.commands.registerCommand(`foretype.${name}`, run);
  context.subscriptions.push(
    here,
    command('togglePause', () => here.togglePause()),
    command('forgetWord', () => here.forgetWord()),
    command('showStatus', () => here.showStatus()),
    command('acceptWord', () => here.acceptWord()),
    command('restart', () => here.restart()),
    vscode.workspace.onDidChangeTextDocument((event) => here.changed(event)),
    vscode.workspace.onDidChangeConfiguration((event) => here.configured(event)),
    // It may have been paused elsewhere meanwhile.
    vscode.window.onDidChangeWindowState(({ focused }) => focused && void here.refresh()),
  );
  await here.restart();
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
}
