/** What needs neither an editor nor a server. */

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';

import { find } from '../src/program';
import { Savings } from '../src/savings';

test('a program is found on the path, where cargo puts it, or where a setting says', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'foretype-'));
  const put = (file: string, mode = 0o755) => {
    mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
    writeFileSync(path.join(home, file), '');
    chmodSync(path.join(home, file), mode);
  };
  put('.cargo/bin/foretype');
  put('.local/bin/foretype');
  put('.local/bin/other');
  put('own/foretype');
  put('own/text', 0o644);
  put('windows/foretype.exe');
  const check = (program: string, env: Record<string, string>, expected: string | undefined, platform: NodeJS.Platform = 'linux') => {
    const found = find(program, { env, home, platform });
    assert.equal(found, expected && path.join(home, expected), `${program} with ${JSON.stringify(env)}`);
  };
  const own = path.join(home, 'own');
  check('foretype', { PATH: `relative:${own}` }, 'own/foretype');
  check('foretype', { PATH: '' }, '.cargo/bin/foretype');
  check('foretype', { CARGO_HOME: own }, '.local/bin/foretype');
  check('other', {}, '.local/bin/other');
  check('text', { PATH: own }, undefined);
  check('own', { PATH: home }, undefined);
  check('', { PATH: own }, undefined);
  check('~/own/foretype', {}, 'own/foretype');
  check(path.join(own, 'foretype'), {}, 'own/foretype');
  check('own/foretype', { PATH: own }, undefined);
  check('foretype', { Path: path.join(home, 'windows') }, 'windows/foretype.exe', 'win32');
});

test('keystrokes saved', () => {
  const check = (use: (savings: Savings) => void, expected: [typed: number, taken: number, takes: number, percent: number]) => {
    const savings = new Savings();
    use(savings);
    const { typed, taken, takes } = savings;
    assert.deepEqual([typed, taken, takes, Math.round(100 * savings.share())], expected);
  };
  const type = (savings: Savings, count: number) => {
    for (let at = 0; at < count; at += 1) savings.changed(0, 'x');
  };
  check(() => undefined, [0, 0, 0, 0]);
  check((savings) => type(savings, 10), [10, 0, 0, 0]);
  // Ten letters typed, two taken with one key, as the change and then the command.
  check((savings) => (type(savings, 10), savings.changed(0, 'u '), savings.took('u ')), [10, 2, 1, 8]);
  // A list replaces what was typed of a word.
  check((savings) => (type(savings, 10), savings.changed(2, 'your'), savings.took('ur')), [10, 2, 1, 8]);
  // Long enough not to have counted as typed.
  check((savings) => (savings.changed(0, 'a long phrase'), savings.took('a long phrase')), [0, 13, 1, 92]);
  // Deleted and pasted text is neither.
  check((savings) => (savings.changed(5, ''), savings.changed(0, 'x'.repeat(13))), [0, 0, 0, 0]);
});
