/**
 * The whole extension with the real `foretype lsp` and its daemon, from `activate` on. FORETYPE_PROGRAM is the program;
 * the daemon is found, or started, where the environment says.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import * as vscode from 'vscode';

import { activate, deactivate } from '../src/extension';
import editor = require('./vscode');

const { host } = editor;
const program = process.env['FORETYPE_PROGRAM']!;
const folder = mkdtempSync(path.join(tmpdir(), 'foretype-'));
const address = (name: string) => `file://${folder}/${name}`;
const command = (name: string) => vscode.commands.executeCommand(name);

function foretype(...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8' });
}

before(async () => {
  host.settings = { path: '/nowhere/foretype', app: 'vscode-test' };
  await activate({ subscriptions: [] } as unknown as vscode.ExtensionContext);
});

after(() => deactivate());

test('a program that is missing is said once, with what to do', async () => {
  await host.until('the message', () => host.messages.length === 1);
  assert.match(host.messages[0]!, /`\/nowhere\/foretype` was not found.*cargo install/);
  assert.equal(host.bar.text, 'foretype $(warning)');
  assert.equal(host.bar.command, 'foretype.restart');
  host.messages.length = 0;
  host.set({ path: program });
  await host.until('the server and its daemon', () => host.bar.text === 'foretype 0 %');
  assert.equal(host.context['foretype.running'], true);
  assert.deepEqual(host.messages, []);
});

test('ghost text and lists, and what is taken of them', async () => {
  const letter = host.open(address('letter.md'), 'markdown', 'Zoë 👋 how are ');
  host.type('yo');
  const [ghost] = await host.offers('ghost');
  assert.match(ghost!.insertText, /^u/);
  const [first, second] = await host.offers('list');
  assert.deepEqual([first, second].map((item) => (item!.label as unknown as { label: string }).label), ['you', 'your']);
  // As the editor does it: the text, then the item's command.
  host.write(ghost!.insertText);
  const { command: name, arguments: args } = ghost!.command as { command: string; arguments: unknown[] };
  await vscode.commands.executeCommand(name, ...args);
  assert.equal(letter.text, `Zoë 👋 how are yo${ghost!.insertText}`);
  const saved = ghost!.insertText.length;
  assert.match(host.bar.tooltip, new RegExp(`: 2 typed, ${saved} characters taken with 1 keys`));
});

test('a word of ghost text is told, too', async () => {
  const notes = host.open(address('notes.md'), 'markdown', 'Thank y');
  const [ghost] = await host.offers('ghost');
  const word = /^\s*\S+/.exec(ghost!.insertText)![0];
  host.commands.set('editor.action.inlineSuggest.acceptNextWord', () => host.write(word));
  await command('foretype.acceptWord');
  assert.equal(notes.text, `Thank y${word}`);
  assert.match(host.bar.tooltip, /taken with 2 keys/);
  // What another extension offered is not ours.
  host.commands.set('editor.action.inlineSuggest.acceptNextWord', () => host.write('zzz'));
  await command('foretype.acceptWord');
  assert.match(host.bar.tooltip, /taken with 2 keys/);
});

test('settings hold at once', async () => {
  host.open(address('other.md'), 'markdown', 'What are you doing this ');
  const count = async (settings: Record<string, unknown>, trigger?: number) => {
    host.set(settings);
    return [(await host.offers('ghost')).length, (await host.offers('list', trigger)).length];
  };
  assert.deepEqual(await count({ words: 3 }), [1, 3]);
  assert.deepEqual(await count({ suggestions: 'ghostText' }), [1, 0]);
  assert.deepEqual(await count({ suggestions: 'list' }, 1), [0, 3]);
  assert.deepEqual(await count({ suggestions: 'both' }, 1), [1, 0]);
  assert.deepEqual(await count({ showProbability: 1 }), [0, 3]);
  assert.deepEqual(await count({ showProbability: null }), [1, 3]);
  assert.deepEqual(await count({ deny: ['other.*'] }), [0, 0]);
  assert.deepEqual(await count({ deny: [] }), [1, 3]);
  // The server is started anew, which the settings do one after the other.
  host.set({ languages: ['plaintext'] });
  await command('foretype.restart');
  assert.deepEqual(await count({}), [0, 0]);
  host.set({ languages: [] });
  await command('foretype.restart');
  assert.deepEqual(await count({}), [1, 3]);
});

test('of code only comments, of secrets and of what is no text of the person nothing', async () => {
  const offered = async (name: string, language: string, text: string) => {
    host.open(name, language, text);
    return (await host.offers('ghost')).length > 0 || (await host.offers('list')).length > 0;
  };
  assert.equal(await offered(address('x.rs'), 'rust', '// Thank y'), true);
  assert.equal(await offered(address('y.rs'), 'rust', 'Thank y'), false);
  assert.equal(await offered('untitled:Untitled-1', 'plaintext', 'Thank y'), true);
  assert.equal(await offered('vscode-scm:git/scm0/input', 'scminput', 'Thank y'), true);
  assert.equal(await offered(address('.env'), 'plaintext', 'Thank y'), false);
  assert.equal(await offered(`untitled:${folder}/.env`, 'plaintext', 'Thank y'), false);
  assert.equal(await offered(address('server.key'), 'plaintext', 'Thank y'), false);
  assert.equal(await offered(address('.password-store/mail.md'), 'markdown', 'Thank y'), false);
  assert.equal(await offered('output:extension-output', 'plaintext', 'Thank y'), false);
});

test('what was typed is learned when it is saved, unless git ignores it', async () => {
  execFileSync('git', ['init', '-q', folder]);
  writeFileSync(path.join(folder, '.gitignore'), 'ignored.md\n');
  const documents = ['ignored', 'kept'].map((name) => [name, host.open(address(`${name}.md`), 'markdown', 'was here before\n')] as const);
  const round = (number: string) => {
    for (const [name, document] of documents) {
      host.focus(document);
      host.type(`\nround ${number} in ${name}\n`);
      host.save(document);
    }
  };
  // Until git has answered nothing of a file is kept.
  await host.until('the first message', () => (round('one'), foretype('history', '--json').includes('round one in kept')));
  round('two');
  await host.until('the last message', () => foretype('history', '--json').includes('round two in kept'));
  const kept = foretype('history', '--json');
  assert.ok(kept.includes('vscode-test'), kept);
  assert.ok(!kept.includes('ignored') && !kept.includes('before'), kept);
});

test('a word is forgotten, and learning is paused by a click', async () => {
  const document = host.open(address('kept.md'), 'markdown', 'kept');
  assert.equal(document.text, 'kept');
  host.messages.length = 0;
  await command('foretype.forgetWord');
  assert.match(host.messages[0]!, /“kept” is forgotten: 0 messages went, [1-9]\d* lost the word/);
  assert.ok(!foretype('history', '--json').includes('kept"'));
  assert.equal(host.bar.command, 'foretype.togglePause');
  await command('foretype.togglePause');
  assert.equal(host.bar.text, 'foretype paused');
  assert.equal(JSON.parse(foretype('status', '--json')).paused, true);
  await command('foretype.togglePause');
  assert.match(host.bar.text, /^foretype \d+ %$/);
  await command('foretype.showStatus');
  assert.match(host.messages.at(-1)!, /daemon \d.*model english.*keystrokes saved here/);
});

test('the daemon goes and comes back, quietly', async () => {
  host.open(address('again.md'), 'markdown', 'Thank y');
  host.messages.length = 0;
  foretype('daemon', 'stop');
  let offered = 0;
  const ask = async () => {
    offered = (await host.offers('ghost')).length;
  };
  for (const end = Date.now() + 60_000; offered === 0 && Date.now() < end; ) await ask();
  assert.equal(offered, 1);
  assert.deepEqual(host.messages, []);
});

test('switched off, it is gone', async () => {
  host.set({ enable: false });
  await host.until('the end', () => !host.bar.shown);
  host.open(address('off.md'), 'markdown', 'Thank y');
  assert.deepEqual([await host.offers('ghost'), await host.offers('list')], [[], []]);
  assert.equal(host.context['foretype.running'], false);
});
