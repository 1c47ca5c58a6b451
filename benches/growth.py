"""How the time of a step and of training grows with a model's width and layers, measured and drawn.

    cargo build --release
    python3 benches/growth.py [--out models/growth.svg] [--seconds 3] [--into models/README.md]

Runs `foretype bench` on GRUs with random weights (256 symbols; steps in int8, training in f32 and bf16 on all cores,
batch 32, sequence 100), prints a Markdown table, and writes the curves as SVG. Needs nothing but Python.
"""
import argparse, json, math, subprocess, sys

WIDTHS, LAYERS = [128, 256, 512, 768, 1024, 1536, 2048], [1, 2, 3]


def bench(program, shape, *more):
    command = [program, "bench", "--json", "--shape", shape, *more]
    print(" ".join(command), file=sys.stderr, flush=True)
    return json.loads(subprocess.check_output(command))


def measure(options, shape):
    """Microseconds of a step (hot, cold, eight at once) and, of training, for one character (f32, bf16)."""
    steps = bench(options.foretype, shape, "--only", "steps", "--precision", "int8")["steps"]
    figures = {
        "one step, hot": steps[0]["hot"]["p50"],
        "one step, cold caches": steps[0]["cold"]["p50"],
        "eight hypotheses, hot": steps[1]["hot"]["p50"],
        "eight hypotheses, cold caches": steps[1]["cold"]["p50"],
    }
    for precision in ["f32", "bf16"]:
        report = bench(options.foretype, shape, "--only", "training", "--precision", precision,
                       "--seconds", str(options.seconds))
        figures[f"training, {precision}"] = 1e6 / report["training"]["chars_per_second"]
    return figures


COLOURS = ["#0b6", "#07c", "#c60", "#a3a", "#555", "#b33"]


def panel(left, title, curves, ticks):
    """Logarithmic axes: width against microseconds."""
    top, width, height = 50, 380, 300
    xs = [x for points in curves.values() for x, _ in points]
    ys = [y for points in curves.values() for _, y in points]
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    across = lambda x: left + width * math.log(x / min(xs)) / math.log(max(xs) / min(xs))
    up = lambda y: top + height * (1 - (math.log10(y) - low) / (high - low))
    parts = [f'<text x="{left}" y="{top - 16}" font-weight="bold">{title}</text>']
    for power in range(low, high + 1):
        y = up(10 ** power)
        parts.append(f'<line x1="{left}" y1="{y:.1f}" x2="{left + width}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10 ** power:g}</text>')
    for x in ticks:
        parts.append(f'<text x="{across(x):.1f}" y="{top + height + 18}" text-anchor="middle">{x}</text>')
    for (name, points), colour in zip(curves.items(), COLOURS):
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.extend(f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3" fill="{colour}"/>' for x, y in points)
    for row, (name, colour) in enumerate(zip(curves, COLOURS)):
        y = top + height + 42 + row * 17
        parts.append(f'<rect x="{left}" y="{y - 9}" width="12" height="4" fill="{colour}"/>')
        parts.append(f'<text x="{left + 18}" y="{y}">{name}</text>')
    return "\n".join(parts)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--foretype", default="target/release/foretype")
    options.add_argument("--out", default="models/growth.svg")
    options.add_argument("--seconds", type=float, default=3.0)
    options.add_argument("--into", help="put the table between the marks `growth.py` of this file as well")
    options = options.parse_args()
    wide = {width: measure(options, f"gru:{width}") for width in WIDTHS}
    deep = {layers: measure(options, f"gru:512x{layers}") for layers in LAYERS[1:]}
    deep[1] = wide[512]
    names = list(wide[WIDTHS[0]])
    rows = [*((f"GRU {w}", wide[w]) for w in WIDTHS), *((f"GRU 512×{l}", deep[l]) for l in LAYERS[1:])]
    lines = ["| µs, median | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    lines += [f"| {label} | " + " | ".join(f"{figures[name]:.1f}" for name in names) + " |" for label, figures in rows]
    table = "\n".join(lines) + "\n"
    print(table, end="")
    if options.into:
        begin, end = "<!-- growth.py -->\n", "<!-- end of growth.py -->"
        with open(options.into, encoding="utf8") as file:
            before, rest = file.read().split(begin)
        with open(options.into, "w", encoding="utf8") as file:
            file.write(before + begin + table + end + rest.split(end)[1])
    curve = lambda name: [(width, wide[width][name]) for width in WIDTHS]
    steps = {name: curve(name) for name in names if not name.startswith("training")}
    training = {name: curve(name) for name in names if name.startswith("training")}
    depth = {name: [(layers, deep[layers][name]) for layers in LAYERS] for name in [names[0], names[2], names[4], names[5]]}
    svg = "\n".join([
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 480" font-family="sans-serif" font-size="12">',
        '<rect width="1400" height="480" fill="white"/>',
        panel(60, "A step, µs, over the width of a GRU", steps, WIDTHS),
        panel(530, "Training, µs a character, over the width", training, WIDTHS),
        panel(1000, "µs over the layers of a GRU 512", depth, LAYERS),
        "</svg>\n"])
    with open(options.out, "w", encoding="utf8") as file:
        file.write(svg)


main()
