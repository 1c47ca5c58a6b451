/** The item in the status bar: how foretype is, and how many keystrokes were saved. A click pauses learning or resumes it. */

import * as vscode from 'vscode';

import type { Savings } from './savings';

/** `missing`: no program. `away`: no daemon. */
export type State = 'off' | 'missing' | 'starting' | 'away' | 'paused' | 'ready';

const SAID: Record<State, string> = {
  off: 'Switched off.',
  missing: 'The program `foretype` was not found. Click to try again.',
  starting: 'Starting.',
  away: "foretype's daemon is not there. Click to try again.",
  paused: 'Nothing is learned. Click to resume.',
  ready: 'Click to pause learning.',
};

export class Bar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('foretype', vscode.StatusBarAlignment.Right, 90);
  private shown: State = 'off';

  constructor(private readonly savings: Savings) {
    this.item.name = 'foretype';
  }

  get state(): State {
    return this.shown;
  }

  set state(state: State) {
    this.shown = state;
    this.draw();
  }

  draw(): void {
    const { typed, taken, takes } = this.savings;
    const percent = Math.round(100 * this.savings.share());
    const marks: Partial<Record<State, string>> = { missing: '$(warning)', starting: '…', away: '–', paused: 'paused' };
    this.item.text = `foretype ${marks[this.shown] ?? `${percent} %`}`;
    this.item.tooltip = `${percent} % of keystrokes saved: ${typed} typed, ${taken} characters taken with ${takes} keys.\n${SAID[this.shown]}`;
    this.item.command = this.shown === 'missing' || this.shown === 'away' ? 'foretype.restart' : 'foretype.togglePause';
    if (this.shown === 'off') this.item.hide();
    else this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
