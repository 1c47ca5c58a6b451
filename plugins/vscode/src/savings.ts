/** Counts keystrokes: those typed, and those that taking a suggestion made unnecessary. Knows nothing of VS Code. */

/** More in one change were pasted, or written by a program. */
const AT_ONCE = 12;

export class Savings {
  typed = 0;
  taken = 0;
  takes = 0;

  /** The text has changed: so many characters went, this came. */
  changed(removed: number, inserted: string): void {
    this.typed += keystrokes(inserted.length - removed);
  }

  /** A suggestion was taken. Its change has been counted if it was short. */
  took(text: string): void {
    this.typed = Math.max(0, this.typed - keystrokes(text.length));
    this.taken += text.length;
    this.takes += 1;
  }

  /** Share of keystrokes saved, 0 to 1. */
  share(): number {
    const characters = this.typed + this.taken;
    return characters === 0 ? 0 : Math.max(0, 1 - (this.typed + this.takes) / characters);
  }
}

function keystrokes(characters: number): number {
  return characters > 0 && characters <= AT_ONCE ? characters : 0;
}
