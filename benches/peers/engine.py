"""foretype's engine beside PyTorch, MXNet 1.9.1 and candle-nn's own rnn module, in the same run.

    cargo build --release && cargo bench --bench candle_rnn --no-run
    python3 -m venv target/torch && target/torch/bin/pip install torch numpy
    python3.8 -m venv target/mxnet && target/mxnet/bin/pip install mxnet==1.9.1 'numpy<1.24'
    python3 benches/peers/engine.py [--rounds 5] [--seconds 4] [--only train|step] [--torch PYTHON] [--mxnet PYTHON]
    python3 benches/peers/engine.py --into README.md      puts the tables between the marks in that file

Full training steps (vocabulary 256, embedding 64, sequence 100, clipping at norm 1, Adam), in thousand characters a
second; and single steps of the network, in microseconds. Every round measures all of them one after the other, each for
some seconds and each at its own median; the figure is the median over the rounds, and a ratio the median of the rounds'
ratios, so that a machine that is busy for a while is busy for all. With one thread, a rival gets one core. PyTorch and
MXNet run their own fused layers (torch.nn.GRU with Adam(fused=True); gluon.rnn with the fused operator). Rivals that are
not installed are left out, and said so.
"""
import argparse, contextlib, io, json, os, statistics, subprocess, sys, time

SYMBOLS, EMBEDDING, SEQUENCE = 256, 64, 100


# Workers: run by the interpreter of a rival, print one number.

def rate(step, batch, seconds):
    """Characters a second at the median step; the first two make room and are not counted."""
    times, begun = [], time.perf_counter()
    while len(times) < 5 or time.perf_counter() - begun < seconds:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return batch * SEQUENCE / statistics.median(times[2:])


def torch_train(cell, hidden, batch, threads, seconds):
    import torch
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    embedding = torch.nn.Embedding(SYMBOLS, EMBEDDING)
    rnn = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[cell](EMBEDDING, hidden, batch_first=True)
    decoder = torch.nn.Linear(hidden, SYMBOLS)
    weights = [*embedding.parameters(), *rnn.parameters(), *decoder.parameters()]
    adam = torch.optim.Adam(weights, lr=0.002, fused=True)
    x, y = torch.randint(SYMBOLS, (batch, SEQUENCE)), torch.randint(SYMBOLS, (batch, SEQUENCE))

    def step():
        adam.zero_grad()
        out, _ = rnn(embedding(x))
        torch.nn.functional.cross_entropy(decoder(out).flatten(0, 1), y.flatten()).backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        adam.step()

    return rate(step, batch, seconds)


def torch_step(cell, hidden, layers, threads, seconds):
    import torch
    torch.set_num_threads(threads)
    cells = [torch.nn.GRUCell(EMBEDDING if i == 0 else hidden, hidden) for i in range(layers)]
    x, states = torch.randn(1, EMBEDDING), [torch.zeros(1, hidden) for _ in range(layers)]
    times, begun = [], time.perf_counter()
    with torch.inference_mode():
        while time.perf_counter() - begun < seconds:
            start = time.perf_counter()
            below = x
            for i, own in enumerate(cells):
                below = states[i] = own(below, states[i])
            times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def mxnet_train(cell, hidden, batch, threads, seconds):
    import mxnet
    from mxnet import autograd, gluon, nd
    net = gluon.nn.HybridSequential()
    layer = {"gru": gluon.rnn.GRU, "lstm": gluon.rnn.LSTM}[cell](hidden, input_size=EMBEDDING)
    net.add(gluon.nn.Embedding(SYMBOLS, EMBEDDING), layer, gluon.nn.Dense(SYMBOLS, flatten=False))
    net.initialize(mxnet.init.Xavier())
    net.hybridize(static_alloc=True)
    loss = gluon.loss.SoftmaxCrossEntropyLoss()
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 0.002})
    x, y = (nd.random.randint(0, SYMBOLS, shape=(SEQUENCE, batch)) for _ in range(2))

    def step():
        with autograd.record():
            value = loss(net(x), y).mean()
        value.backward()
        gluon.utils.clip_global_norm([p.grad() for p in net.collect_params().values()], 1.0)
        trainer.step(1)
        nd.waitall()

    return rate(step, batch, seconds)


# The main process: starts the workers and prints the tables.

def run(command, threads):
    """Standard output of a command that has so many threads and, if it has one, one core."""
    count = str(threads)
    names = ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS", "MXNET_CPU_WORKER_NTHREADS"]
    one_core = lambda: os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]}) if threads == 1 else None
    result = subprocess.run(
        command, env={**os.environ, **{name: count for name in names}}, capture_output=True, text=True,
        preexec_fn=one_core)
    if result.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {result.stderr.strip().splitlines()[-1:]}")
    return json.loads(result.stdout.strip().splitlines()[-1])


def has(python, module):
    return bool(python) and subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0


def candle_bench():
    """The path of the compiled candle bench."""
    lines = subprocess.check_output(
        ["cargo", "bench", "--bench", "candle_rnn", "--no-run", "--message-format=json"], text=True,
        stderr=subprocess.DEVNULL)
    built = [json.loads(line) for line in lines.splitlines() if '"candle_rnn"' in line]
    return next(b["executable"] for b in built if b.get("executable"))


def rivals(options):
    """name → function of (cell, hidden, batch, threads) that measures training, and of (hidden, layers) for steps."""
    seconds, own = options.seconds, options.foretype
    worker = lambda python, name: lambda *shape: run(
        [python, os.path.abspath(__file__), "--worker", name, *map(str, shape), str(seconds)], int(shape[-1]))
    bench = lambda shape, threads, *more: run(
        [own, "bench", "--json", "--shape", shape, "--seconds", str(seconds), *more], threads)
    fused = lambda precision: lambda cell, hidden, batch, threads: bench(
        f"{cell}:{hidden}", threads, "--only", "training", "--precision", precision, "--batch", str(batch),
        "--threads", str(threads))["training"]["chars_per_second"]
    steps = lambda precision: lambda cell, hidden, layers, threads: bench(
        f"{cell}:{hidden}x{layers}", threads, "--only", "steps", "--precision", precision)["steps"]
    train, step = {}, {}
    if options.candle:
        path = candle_bench()
        candle = lambda what, key: lambda cell, hidden, batch, threads: run(
            [path, what, cell, str(hidden), str(batch), str(seconds)], threads)[key]
        train["candle-nn `rnn`"] = candle("train", "chars_per_second")
        step["candle-nn cell"] = lambda cell, hidden, layers, threads: (
            candle("step", "us")(cell, hidden, 1, threads) if layers == 1 else None)
    if has(options.torch, "torch"):
        train["PyTorch"] = worker(options.torch, "torch_train")
        step["PyTorch cell"] = worker(options.torch, "torch_step")
    if has(options.mxnet, "mxnet"):
        train["MXNet 1.9.1"] = worker(options.mxnet, "mxnet_train")
    for precision in ["f32", "bf16"]:
        train[f"foretype {precision}"] = fused(precision)
    for precision in ["f32", "bf16", "int8"]:
        step[f"foretype {precision}"] = steps(precision)
    return train, step


def train_table(rivals, options):
    shapes = [("gru", 512, 32), ("gru", 512, 64), ("gru", 1024, 32), ("lstm", 512, 32), ("gru", 512, 8)]
    found = {}
    for round_ in range(options.rounds):
        for shape in shapes:
            for threads in [1, 2]:
                for name, measure in rivals.items():
                    say(f"round {round_ + 1}, {name}, {shape}, {threads} threads")
                    found.setdefault((name, shape, threads), []).append(measure(*shape, threads))
    title = lambda shape: f"{shape[0].upper()} {shape[1]}, batch {shape[2]}"
    print("| thousand characters a second on 1 / 2 threads | " + " | ".join(map(title, shapes)) + " |")
    print("|---|" + "---|" * len(shapes))
    for name in rivals:
        cells = [
            " / ".join(f"{statistics.median(found[name, shape, threads]) / 1e3:.1f}" for threads in [1, 2])
            for shape in shapes]
        print(f"| {name} | " + " | ".join(cells) + " |")
    own = [name for name in rivals if name.startswith("foretype")]
    for name in rivals:
        for ours in own if name not in own else []:
            ratio = lambda shape: statistics.median(
                a / b for a, b in zip(found[ours, shape, 2], found[name, shape, 2]))
            print(f"| {ours} ÷ {name}, 2 threads | " + " | ".join(f"{ratio(s):.2f}" for s in shapes) + " |")
    for ours in own:
        ratio = lambda shape: statistics.median(a / b for a, b in zip(found[ours, shape, 2], found[ours, shape, 1]))
        print(f"| {ours}, 2 threads ÷ 1 | " + " | ".join(f"{ratio(s):.2f}" for s in shapes) + " |")
    return found


def step_table(rivals, options):
    shapes, found = [("gru", 512, 1), ("gru", 512, 2), ("gru", 1024, 1)], {}
    for round_ in range(options.rounds):
        for shape in shapes:
            for name, measure in rivals.items():
                say(f"round {round_ + 1}, {name}, {shape}")
                value = measure(*shape, 1)
                if value is not None:
                    found.setdefault((name, shape), []).append(value)
    title = lambda shape: f"{shape[0].upper()} {shape[1]}" + (f"×{shape[2]}" if shape[2] > 1 else "")
    print("| one step, µs, median | " + " | ".join(map(title, shapes)) + " |")
    print("|---|" + "---|" * len(shapes))
    median = statistics.median

    def line(name, value):
        print(f"| {name} | " + " | ".join(value(shape) for shape in shapes) + " |")

    for name in rivals:
        if not name.startswith("foretype"):
            line(name, lambda shape: f"{median(found[name, shape]):.1f}" if (name, shape) in found else "")
    get = lambda name, shape, contexts, what, figure: median(
        next(s for s in reading if s["contexts"] == contexts)[what][figure] for reading in found[name, shape])
    for name in rivals:
        if name.startswith("foretype"):
            line(f"{name}, hot (p99)", lambda s: f"{get(name, s, 1, 'hot', 'p50'):.1f} ({get(name, s, 1, 'hot', 'p99'):.1f})")
    name = "foretype int8"
    for label, contexts, what in [
            ("reading its weights, hot", 1, "reading_hot"), (f"{name}, cold caches", 1, "cold"),
            ("reading its weights, cold", 1, "reading_cold"), (f"{name}, first step after 20 ms of sleep", 1, "after_sleep"),
            (f"{name}, 8 hypotheses at once, hot", 8, "hot")]:
        line(label, lambda s: f"{get(name, s, contexts, what, 'p50'):.1f}")
    ratio = lambda s, what: median(r[0][what]["p50"] / r[0]["reading_" + what]["p50"] for r in found[name, s])
    for what in ["hot", "cold"]:
        line(f"{name} ÷ reading, {what}", lambda s: f"{ratio(s, what):.2f}")
    if "PyTorch cell" in rivals:
        line(f"PyTorch ÷ {name}, hot", lambda s: f"{median(t / r[0]['hot']['p50'] for t, r in zip(found['PyTorch cell', s], found[name, s])):.1f}")
    return found


def say(words):
    print(words, end="\033[K\r" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


def main():
    if "--worker" in sys.argv:
        name, cell, hidden, size, threads, seconds = sys.argv[2:]
        print(globals()[name](cell, int(hidden), int(size), int(threads), float(seconds)))
        return
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=4.0)
    options.add_argument("--only", choices=["train", "step"])
    options.add_argument("--foretype", default="target/release/foretype")
    options.add_argument("--torch", default="target/torch/bin/python", help="a Python that has torch")
    options.add_argument("--mxnet", default="target/mxnet/bin/python", help="a Python that has mxnet 1.9.1")
    options.add_argument("--no-candle", dest="candle", action="store_false")
    options.add_argument("--json", help="write every reading to this file")
    options.add_argument("--into", help="put the tables between the marks `engine.py` of this file as well")
    options = options.parse_args()
    train, step = rivals(options)
    for name in ["PyTorch", "MXNet 1.9.1", "candle-nn `rnn`"]:
        if name not in train:
            print(f"left out, not installed: {name}", file=sys.stderr)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        readings = measure(train, step, options)
    print(printed.getvalue(), end="")
    if options.json:
        with open(options.json, "w", encoding="utf8") as file:
            json.dump(readings, file, indent=1)
    if options.into:
        put_into(options.into, "engine.py", printed.getvalue())


def put_into(path, mark, text):
    """Replaces what stands between `<!-- mark -->` and `<!-- end of mark -->`."""
    begin, end = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
    with open(path, encoding="utf8") as file:
        before, rest = file.read().split(begin)
    with open(path, "w", encoding="utf8") as file:
        file.write(before + begin + text.rstrip("\n") + "\n" + end + rest.split(end)[1])


def measure(train, step, options):
    machine = run([options.foretype, "bench", "--only", "machine", "--json"], 2)["machine"]
    print(f"One core's peak: f32 {machine['f32_gflops']:.0f} GF/s, bf16 {machine['bf16_gflops'] or 0:.0f} GF/s, "
          f"int8 {machine['int8_gops']:.0f} Gop/s ({machine['f32']}, {machine['bf16']}, {machine['int8']}).\n")
    readings = {"machine": machine}
    if options.only != "train":
        readings["step"] = [[*key, value] for key, value in step_table(step, options).items()]
        print()
    if options.only != "step":
        readings["train"] = [[*key, value] for key, value in train_table(train, options).items()]
    return readings


main()
