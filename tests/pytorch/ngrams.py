"""Writes ngrams.json: what PyTorch computes for networks over hashed n-gram tables, forward, gradient and sparse Adam.

    pip install torch && python tests/pytorch/ngrams.py > tests/pytorch/ngrams.json

The hashes are written here a second time, from their description: every context is a 32-bit hash, mixed number by number,
and its row is the upper half of its product with the number of rows. Symbol 0 ends a line, symbol 1 stands between words,
all others are letters. Weights are 0.4·sin(1.3·i + 0.5), rows 0.4·sin(0.7·i + 0.2), rounded to f32; the computation is in
double precision. Two windows: state and text of the first are carried into the second.
"""
import json, math
import torch
from torch import nn

V, E, H, D, B, T = 9, 4, 6, 3, 3, 6
TABLES = [("chars2", 7), ("chars3", 11), ("chars5", 13), ("word", 5), ("word-after-one", 17), ("word-after-two", 19), ("word-after-skipped", 23)]
ROWS = sum(rows for _, rows in TABLES)
MASK = 0xFFFFFFFF


def mixed(h, number):
    h = ((h ^ ((number + 1) * 0x9E3779B1 & MASK)) * 0x85EBCA6B) & MASK
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def rows_of(text):
    """The row of every table after the last symbol of a text."""
    newest_first = list(reversed(text)) + [0] * 8
    word, before, before_that = 0, 0, 0
    for symbol in text:
        if symbol == 0:
            word, before, before_that = 0, 0, 0
        elif symbol == 1:
            if word:
                word, before, before_that = 0, word, before
        else:
            word = max(mixed(word, symbol), 1)
    here = word or mixed(0x5BD1E995, text[-1])
    out, first = [], 0
    for name, rows in TABLES:
        if name.startswith("chars"):
            h = 0
            for symbol in newest_first[: int(name[5:])]:
                h = mixed(h, symbol)
        else:
            h = {"word": lambda: mixed(here, 0), "word-after-one": lambda: mixed(here, before),
                 "word-after-two": lambda: mixed(mixed(here, before), before_that),
                 "word-after-skipped": lambda: mixed(here, before_that)}[name]()
        out.append(first + (h * rows >> 32))
        first += rows
    return out


class Model(nn.Module):
    def __init__(self, cell, layers):
        super().__init__()
        self.embedding = nn.Embedding(V, E)
        self.projection = nn.Linear(D, E, bias=False)
        self.rnn = {"gru": nn.GRU, "lstm": nn.LSTM, "rnn-tanh": nn.RNN}[cell](E, H, layers, batch_first=True)
        self.decoder = nn.Linear(H, V)
        self.rows = nn.Embedding(ROWS, D)

    def forward(self, x, rows, state):
        y, state = self.rnn(self.embedding(x) + self.projection(self.rows(rows).sum(2)), state)
        return self.decoder(y), state


def flat(state):
    parts = state if isinstance(state, tuple) else (state,)
    return torch.stack([p.transpose(0, 1) for p in parts], 2).reshape(B, -1)


def wave(count, start, step, phase):
    values = [0.4 * math.sin(step * (start + j) + phase) for j in range(count)]
    return torch.tensor(values, dtype=torch.float32).double()


NAMES = {"projection.weight": "ngrams.projection.weight", "rows.weight": "ngrams.rows.weight"}


def case(cell, layers):
    model = Model(cell, layers).double()
    i = 0
    with torch.no_grad():
        for key, p in model.named_parameters():
            if key == "rows.weight":
                p.copy_(wave(p.numel(), 0, 0.7, 0.2).reshape(p.shape))
            else:
                p.copy_(wave(p.numel(), i, 1.3, 0.5).reshape(p.shape))
                i += p.numel()
    symbols = [(7 * k * k + 3 * k + 1) % V for k in range(B * (2 * T + 1))]
    stream = torch.tensor(symbols).reshape(B, 2 * T + 1)
    state, windows = None, []
    for w in range(2):
        model.zero_grad()
        x, y = stream[:, w * T : w * T + T], stream[:, w * T + 1 : w * T + T + 1]
        rows = torch.tensor([[rows_of(stream[b, : w * T + t + 1].tolist()) for t in range(T)] for b in range(B)])
        logits, state = model(x, rows, state)
        loss = nn.functional.cross_entropy(logits.reshape(-1, V), y.reshape(-1))
        loss.backward()
        state = tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()
        windows.append({
            "inputs": x.tolist(), "targets": y.tolist(), "rows": rows.tolist(), "loss": loss.item(),
            "state": flat(state).tolist(),
            "gradient": {NAMES.get(k, k): p.grad.flatten().tolist() for k, p in model.named_parameters()},
        })
    return {"cell": cell, "layers": layers, "windows": windows}


def sparse_adam():
    """Three steps of torch.optim.SparseAdam; step k has gradients k·(row + 1) on the rows of that step."""
    table = nn.Embedding(5, 2, sparse=True).double()
    with torch.no_grad():
        table.weight.copy_(wave(10, 0, 0.7, 0.2).reshape(5, 2))
    optimizer = torch.optim.SparseAdam(table.parameters(), lr=0.1, betas=(0.9, 0.99))
    steps = [[0, 2, 2], [2, 4], [0]]
    for k, rows in enumerate(steps, 1):
        optimizer.zero_grad()
        read = table(torch.tensor(rows))
        (read * (k * (torch.tensor(rows) + 1.0)).unsqueeze(1)).sum().backward()
        optimizer.step()
    return {"steps": steps, "weights": table.weight.flatten().tolist()}


def rounded(x):
    if isinstance(x, float): return float(f"{x:.9g}")
    if isinstance(x, list): return [rounded(v) for v in x]
    if isinstance(x, dict): return {k: rounded(v) for k, v in x.items()}
    return x


cases = [case("gru", 1), case("gru", 2), case("lstm", 2), case("rnn-tanh", 1)]
print(json.dumps({"torch": torch.__version__, "symbols": V, "embedding": E, "hidden": H, "width": D, "batch": B, "steps": T,
                  "tables": [{"context": name, "rows": rows} for name, rows in TABLES], "cases": rounded(cases), "sparse_adam": rounded(sparse_adam())}))
