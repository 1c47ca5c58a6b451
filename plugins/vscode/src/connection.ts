/**
 * The client of the language server `foretype lsp`: which documents it is told of, and which of its offers are shown.
 * It decides nothing about text: what is prose, which files are secrets and what is learned are the server's business.
 */

import * as vscode from 'vscode';
import { ExecuteCommandRequest, LanguageClient, RevealOutputChannelOn } from 'vscode-languageclient/node';

import { documents, type Settings } from './settings';

/** The server's commands. */
export const ACCEPT = 'foretype.accept';
export const FORGET = 'foretype.forget';
export const PAUSE = 'foretype.pause';
export const STATUS = 'foretype.status';

/** What the rest of the extension hears of. */
export interface Listener {
  settings(): Settings;
  /** Ghost text that may be drawn now; undefined when there is none. */
  offered(document: vscode.TextDocument, position: vscode.Position, text: string | undefined): void;
  /** The person took this. */
  took(text: string): void;
}

export function create(program: string, settings: Settings, listener: Listener): LanguageClient {
  const server = { command: program, args: ['lsp'] };
  return new LanguageClient('foretype', 'foretype', { run: server, debug: server }, {
    documentSelector: documents(settings),
    initializationOptions: settings.server,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: {
      provideCompletionItem: (document, position, context, token, next) =>
        lists(listener.settings(), context) ? next(document, position, context, token) : undefined,
      provideInlineCompletionItems: async (document, position, context, token, next) => {
        if (listener.settings().suggestions === 'list') return undefined;
        const answer = await next(document, position, context, token);
        if (!token.isCancellationRequested) listener.offered(document, position, first(answer));
        return answer;
      },
      executeCommand: (command, args, next) => {
        const text: unknown = args[0]?.text;
        if (command === ACCEPT && typeof text === 'string') listener.took(text);
        return next(command, args);
      },
    },
  });
}

/** Beside ghost text a list that opens by itself at every space is in the way. */
function lists({ suggestions }: Settings, context: vscode.CompletionContext): boolean {
  const bySpace = context.triggerKind === vscode.CompletionTriggerKind.TriggerCharacter;
  return suggestions === 'list' || (suggestions === 'both' && !bySpace);
}

function first(answer: vscode.InlineCompletionItem[] | vscode.InlineCompletionList | null | undefined) {
  const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
  const text = items[0]?.insertText;
  return typeof text === 'string' ? text : text?.value;
}

/** Has the server carry out one of its commands. An answer with `error` says why it was not done. */
export function execute<Answer>(client: LanguageClient, command: string, argument: object): Promise<Answer & Failure> {
  return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] });
}

export interface Failure {
  readonly error?: string;
}
