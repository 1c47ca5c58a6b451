/** Where the program is. Knows nothing of VS Code, and starts nothing. */

import { accessSync, constants, statSync } from 'node:fs';
import * as path from 'node:path';

/** What of a computer matters for finding a program. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/**
 * The file that a name or a path means; undefined when there is none. A name is looked for on the path, and then where
 * cargo puts programs: an editor that was started from a desktop often has no such path.
 */
export function find(program: string, around: Surroundings): string | undefined {
  const named = program.startsWith('~/') ? path.join(around.home, program.slice(2)) : program;
  if (named === '' || named !== path.basename(named)) {
    return path.isAbsolute(named) ? files(named, around.platform).find(isProgram) : undefined;
  }
  const folders = (around.env['PATH'] ?? around.env['Path'] ?? '').split(path.delimiter).filter(path.isAbsolute);
  folders.push(path.join(around.env['CARGO_HOME'] ?? path.join(around.home, '.cargo'), 'bin'));
  folders.push(path.join(around.home, '.local', 'bin'));
  return folders.flatMap((folder) => files(path.join(folder, named), around.platform)).find(isProgram);
}

function files(file: string, platform: NodeJS.Platform): string[] {
  return platform === 'win32' && path.extname(file) === '' ? [`${file}.exe`] : [file];
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
