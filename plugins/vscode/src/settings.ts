/** The section `foretype` of the editor's settings. */

import * as vscode from 'vscode';

export type Suggestions = 'both' | 'ghostText' | 'list';

export interface Settings {
  readonly enable: boolean;
  readonly path: string;
  readonly suggestions: Suggestions;
  readonly languages: readonly string[];
  /** What the language server is told, under the same names; `plugins/lsp/README.md` says what they mean. */
  readonly server: Readonly<Record<string, unknown>>;
}

const SERVER = ['app', 'words', 'showProbability', 'proseLanguages', 'comments', 'deny', 'learn', 'startDaemon'];

export function read(): Settings {
  const section = vscode.workspace.getConfiguration('foretype');
  return {
    enable: section.get('enable', true),
    path: section.get('path', 'foretype'),
    suggestions: section.get('suggestions', 'both'),
    languages: section.get('languages', []),
    server: Object.fromEntries(SERVER.map((name) => [name, section.get(name)])),
  };
}

/** Whether the server has to be started anew for these settings. */
export function needRestart(event: vscode.ConfigurationChangeEvent): boolean {
  const atStart = ['enable', 'path', 'languages', 'app', 'startDaemon'];
  return atStart.some((name) => event.affectsConfiguration(`foretype.${name}`));
}

/**
 * Where documents come from that a person writes in: files, new ones, and the field for commit messages. What is shown
 * by extensions, logs and settings are others. What of them may be read is the server's decision.
 */
const SCHEMES = ['file', 'untitled', 'vscode-scm'];

export function documents(settings: Settings): { scheme: string; language?: string }[] {
  const languages = settings.languages.filter((language) => language !== '*');
  return SCHEMES.flatMap((scheme) =>
    languages.length === 0 ? [{ scheme }] : languages.map((language) => ({ scheme, language })),
  );
}
