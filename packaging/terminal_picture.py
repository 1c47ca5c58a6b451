"""Makes an SVG of a terminal: what `tmux capture-pane -e -p` prints goes in, a picture comes out.

    tmux new-session -d -s picture -x 80 -y 22 'target/release/foretype try'
    tmux send-keys -t picture 'Are you coming on Sat'
    tmux capture-pane -t picture -e -p | python3 packaging/terminal_picture.py > packaging/try.svg
"""
import re
import sys
import unicodedata
from xml.sax.saxutils import escape

CELL, LINE, MARGIN = 8.4, 18, 14
BACK, FORE = "#16181d", "#d6d9e0"
COLORS = ["#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4"]
BRIGHT = ["#6b7280", "#ff8b94", "#b5e890", "#ffd98a", "#8cc8ff", "#e29bf5", "#7fdbe6", "#ffffff"]


def color(codes):
    """The colour that `38;…` or `48;…` names; takes its numbers off the list."""
    if codes.pop(0) == 2:
        return "#%02x%02x%02x" % (codes.pop(0), codes.pop(0), codes.pop(0))
    number = codes.pop(0)
    if number < 16:
        return (COLORS + BRIGHT)[number]
    if number >= 232:
        return "#%02x%02x%02x" % ((8 + 10 * (number - 232),) * 3)
    levels = [0, 95, 135, 175, 215, 255]
    number -= 16
    return "#%02x%02x%02x" % (levels[number // 36], levels[number // 6 % 6], levels[number % 6])


def apply(style, codes):
    codes = [int(code or 0) for code in codes.split(";")]
    while codes:
        code = codes.pop(0)
        if code == 0: style.clear()
        elif code in (1, 2, 3, 4, 7): style[code] = True
        elif code == 22: style.pop(1, None), style.pop(2, None)
        elif code in (23, 24, 27): style.pop(code - 20, None)
        elif 30 <= code <= 37: style["fore"] = COLORS[code - 30]
        elif 90 <= code <= 97: style["fore"] = BRIGHT[code - 90]
        elif 40 <= code <= 47: style["back"] = COLORS[code - 40]
        elif code == 38: style["fore"] = color(codes)
        elif code == 48: style["back"] = color(codes)
        elif code in (39, 49): style.pop({39: "fore", 49: "back"}[code], None)


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def main():
    lines = sys.stdin.read().rstrip("\n").split("\n")
    shapes, style, widest = [], {}, 0
    for row, line in enumerate(lines):
        at = 0
        for part in re.split(r"(\x1b\[[0-9;]*m)", line):
            if part.startswith("\x1b["):
                apply(style, part[2:-1])
                continue
            if not part:
                continue
            fore, back = style.get("fore", FORE), style.get("back")
            if style.get(7):
                fore, back = back or BACK, fore
            x, y, width = MARGIN + at * CELL, MARGIN + row * LINE, columns(part) * CELL
            if back:
                shapes.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{LINE}" fill="{back}"/>')
            if part.strip():
                extra = ' font-weight="bold"' if style.get(1) else ""
                extra += ' opacity="0.55"' if style.get(2) else ""
                extra += ' font-style="italic"' if style.get(3) else ""
                # Every character has its own place, whatever the width of the viewer's font.
                places = " ".join(f"{x + columns(part[:i]) * CELL:.1f}" for i in range(len(part)))
                shapes.append(f'<text x="{places}" y="{y + 13.5}" fill="{fore}"{extra}>{escape(part)}</text>')
            at += columns(part)
        widest = max(widest, at)
    width, height = 2 * MARGIN + widest * CELL, 2 * MARGIN + len(lines) * LINE
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}">')
    print(f'<rect width="100%" height="100%" rx="8" fill="{BACK}"/>')
    print('<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">')
    print("\n".join(shapes))
    print("</g></svg>")


main()
