/**
 * As much of the editor's interface as the extension and vscode-languageclient need: documents, settings, commands and
 * providers that a test can drive by way of `host`.
 */
import events = require('node:events');
import uris = require('vscode-uri');

type Listener = (event: unknown) => unknown;

class Disposable {
  constructor(readonly dispose: () => void) {}
  static from(...all: { dispose(): void }[]) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
}

class Emitter {
  private readonly emitter = new events.EventEmitter().setMaxListeners(0);
  readonly event = (listener: Listener, self?: unknown, disposables?: Disposable[]) => {
    const bound = self === undefined ? listener : listener.bind(self);
    this.emitter.on('fire', bound);
    const disposable = new Disposable(() => void this.emitter.off('fire', bound));
    disposables?.push(disposable);
    return disposable;
  };
  fire(event?: unknown) {
    this.emitter.emit('fire', event);
  }
  dispose() {
    this.emitter.removeAllListeners();
  }
}

class Position {
  constructor(readonly line: number, readonly character: number) {}
  isEqual(other: Position) {
    return this.line === other.line && this.character === other.character;
  }
}

class Range {
  constructor(readonly start: Position, readonly end: Position) {}
  get isEmpty() {
    return this.start.isEqual(this.end);
  }
}

class Selection extends Range {
  get active() {
    return this.end;
  }
}

class CancellationTokenSource {
  private readonly emitter = new Emitter();
  token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  cancel() {
    this.token.isCancellationRequested = true;
    this.emitter.fire();
  }
  dispose() {}
}

class CompletionItem {
  constructor(public label: string, public kind?: number) {}
}

class CompletionList {
  constructor(public items: unknown[], public isIncomplete = false) {}
}

class InlineCompletionItem {
  constructor(public insertText: string, public range?: Range, public command?: unknown) {}
}

class InlineCompletionList {
  constructor(public items: unknown[]) {}
}

/** A text that is open in the editor. */
class TextDocument {
  version = 1;
  isClosed = false;
  isDirty = false;
  readonly uri;
  constructor(address: string, readonly languageId: string, public text: string) {
    this.uri = uris.URI.parse(address);
  }
  getText(range?: Range) {
    return range ? this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.text;
  }
  offsetAt(at: Position) {
    const before = this.text.split('\n').slice(0, at.line);
    return before.reduce((sum, line) => sum + line.length + 1, 0) + at.character;
  }
  positionAt(offset: number) {
    const lines = this.text.slice(0, offset).split('\n');
    return new Position(lines.length - 1, lines[lines.length - 1]!.length);
  }
  getWordRangeAtPosition(at: Position) {
    const [end, line] = [this.offsetAt(at), this.text];
    const before = /\w*$/.exec(line.slice(0, end))![0].length;
    const after = /^\w*/.exec(line.slice(end))![0].length;
    return new Range(this.positionAt(end - before), this.positionAt(end + after));
  }
}

interface Provider {
  readonly selector: { scheme?: string; language?: string }[];
  readonly provider: Record<string, (...args: unknown[]) => unknown>;
}

const happens: Record<string, Emitter> = {};
const on = (name: string) => (happens[name] ??= new Emitter());
const commands = new Map<string, (...args: unknown[]) => unknown>();
const providers: Record<'list' | 'ghost', Provider[]> = { list: [], ghost: [] };

function register(kind: 'list' | 'ghost') {
  return (selector: Provider['selector'], provider: Provider['provider']) => {
    const entry = { selector, provider };
    providers[kind].push(entry);
    return new Disposable(() => void providers[kind].splice(providers[kind].indexOf(entry), 1));
  };
}

function match(selector: Provider['selector'], document: TextDocument) {
  const fits = ({ scheme, language }: Provider['selector'][number]) =>
    (scheme === undefined || scheme === document.uri.scheme) && (language === undefined || language === document.languageId);
  return [selector].flat().some(fits) ? 10 : 0;
}

/** What a person sees and does. */
const host = {
  settings: {} as Record<string, unknown>,
  bar: { text: '', tooltip: '', command: '', shown: false },
  /** Messages, and how they are answered. */
  messages: [] as string[],
  answers: [] as (string | undefined)[],
  context: {} as Record<string, unknown>,
  commands,
  changed: new Emitter(),

  open(address: string, languageId: string, text: string) {
    const document = new TextDocument(address, languageId, text);
    workspace.textDocuments.push(document);
    host.focus(document);
    on('onDidOpenTextDocument').fire(document);
    return document;
  },
  /** The cursor goes to its end. */
  focus(document: TextDocument) {
    window.activeTextEditor = { document, selection: new Selection(new Position(0, 0), new Position(0, 0)) };
    host.cursor(document.text.length);
  },
  cursor(offset: number) {
    const { document } = window.activeTextEditor!;
    const at = document.positionAt(offset);
    window.activeTextEditor!.selection = new Selection(at, at);
  },
  /** Replaces characters before the cursor, which is at the end of what comes. */
  write(text: string, removed = 0) {
    const { document, selection } = window.activeTextEditor!;
    const end = document.offsetAt(selection.active);
    const range = new Range(document.positionAt(end - removed), selection.active);
    document.text = document.text.slice(0, end - removed) + text + document.text.slice(end);
    document.version += 1;
    host.cursor(end - removed + text.length);
    const change = { range, rangeOffset: end - removed, rangeLength: removed, text };
    on('onDidChangeTextDocument').fire({ document, contentChanges: [change], reason: undefined });
  },
  type(text: string) {
    for (const char of text) host.write(char);
  },
  async offers(kind: 'list' | 'ghost', triggerKind = 0) {
    const { document, selection } = window.activeTextEditor!;
    const context = { triggerKind, triggerCharacter: triggerKind === 1 ? ' ' : undefined };
    const entry = providers[kind].find(({ selector }) => match(selector, document) > 0);
    const method = kind === 'list' ? 'provideCompletionItems' : 'provideInlineCompletionItems';
    const { token } = new CancellationTokenSource();
    const args = kind === 'list' ? [token, context] : [context, token];
    const answer = (await entry?.provider[method]!(document, selection.active, ...args)) as { items: never[] } | never[] | undefined;
    return (Array.isArray(answer) ? answer : (answer?.items ?? [])) as CompletionItem[] & InlineCompletionItem[];
  },
  save(document: TextDocument) {
    on('onDidSaveTextDocument').fire(document);
  },
  set(settings: Record<string, unknown>) {
    Object.assign(host.settings, settings);
    const names = Object.keys(settings).map((name) => `foretype.${name}`);
    const affectsConfiguration = (section: string) => names.some((name) => name === section || name.startsWith(`${section}.`));
    on('onDidChangeConfiguration').fire({ affectsConfiguration });
  },
  /** Waits until something is so; looked at whenever the bar changes or time passes. */
  async until(what: string, so: () => boolean) {
    const end = Date.now() + 60_000;
    while (!so()) {
      if (Date.now() > end) throw new Error(`in vain waited for ${what}; the bar says ${host.bar.text}, messages ${host.messages}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
};

const told = (message: string) => {
  host.messages.push(message);
  return Promise.resolve(host.answers.shift());
};

/** Events that nobody here makes happen, and functions that do nothing. */
function lenient<T extends object>(known: T): T {
  return new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name !== 'string') return Reflect.get(target, name);
      return /^on[A-Z]/.test(name) ? on(name).event : () => new Disposable(() => undefined);
    },
  });
}

const workspace = lenient({
  textDocuments: [] as TextDocument[],
  notebookDocuments: [],
  workspaceFolders: undefined,
  getConfiguration: (section?: string) => ({
    get: (name: string, otherwise?: unknown) => (section === 'foretype' ? (host.settings[name] ?? otherwise) : otherwise),
  }),
});

const log = lenient({ logLevel: 3, onDidChangeLogLevel: new Emitter().event, name: 'foretype' });

const window = lenient({
  activeTextEditor: undefined as undefined | { document: TextDocument; selection: Selection },
  visibleTextEditors: [],
  tabGroups: lenient({ all: [] }),
  createOutputChannel: () => log,
  createStatusBarItem: () => ({
    set text(text: string) { host.bar.text = text; },
    set tooltip(text: string) { host.bar.tooltip = text; },
    set command(name: string) { host.bar.command = name; },
    show: () => (host.bar.shown = true),
    hide: () => (host.bar.shown = false),
    dispose: () => undefined,
  }),
  showInformationMessage: told,
  showWarningMessage: told,
  showErrorMessage: told,
  showInputBox: ({ value }: { value: string }) => Promise.resolve(host.answers.length > 0 ? host.answers.shift() : value),
});

function bases(...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, class {}]));
}

const vscode = {
  host,
  version: '1.139.0',
  env: { appName: 'Visual Studio Code', language: 'en', onDidChangeTelemetryEnabled: new Emitter().event },
  Uri: uris.URI,
  Disposable, EventEmitter: Emitter, Position, Range, Selection, CancellationTokenSource,
  CompletionItem, CompletionList, InlineCompletionItem, InlineCompletionList,
  // Bases to derive from, which nothing here comes to use.
  ...bases('CallHierarchyItem', 'CancellationError', 'CodeAction', 'CodeLens', 'Diagnostic', 'DocumentLink', 'InlayHint', 'SymbolInformation', 'TypeHierarchyItem'),
  CompletionTriggerKind: { Invoke: 0, TriggerCharacter: 1, TriggerForIncompleteCompletions: 2 },
  StatusBarAlignment: { Left: 1, Right: 2 },
  InlineCompletionTriggerKind: { Invoke: 0, Automatic: 1 },
  CompletionItemKind: { Text: 0 },
  CodeActionKind: { Empty: { append: () => undefined } },
  CompletionItemTag: { Deprecated: 1 },
  LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
  workspace,
  window,
  languages: lenient({
    match,
    registerCompletionItemProvider: register('list'),
    registerInlineCompletionItemProvider: register('ghost'),
  }),
  commands: {
    registerCommand(name: string, run: (...args: unknown[]) => unknown, self?: unknown) {
      commands.set(name, run.bind(self));
      return new Disposable(() => void commands.delete(name));
    },
    async executeCommand(name: string, ...args: unknown[]) {
      if (name === 'setContext') host.context[String(args[0])] = args[1];
      return commands.get(name)?.(...args);
    },
  },
};

export = vscode;
