"""Writes cells.json: what PyTorch computes for every cell of foretype, forward and gradient.

    pip install torch && python tests/pytorch/reference.py > tests/pytorch/cells.json

Weights are 0.4·sin(1.3·i + 0.5), i counting through all parameters in the order of the file, rounded to f32; the
computation is in double precision. Two windows: the state of the first is carried, detached, into the second.
"""
import json, math
import torch
from torch import nn

V, E, H, B, T = 9, 4, 6, 3, 5
RNN = {"gru": nn.GRU, "lstm": nn.LSTM, "rnn-tanh": nn.RNN, "rnn-relu": lambda *a, **k: nn.RNN(*a, nonlinearity="relu", **k)}


class Recurrent(nn.Module):
    def __init__(self, cell, layers, tied):
        super().__init__()
        self.embedding = nn.Embedding(V, H if tied else E)
        self.rnn = RNN[cell](H if tied else E, H, layers, batch_first=True)
        self.decoder = nn.Linear(H, V)
        if tied:
            self.decoder.weight = self.embedding.weight

    def forward(self, x, state):
        y, state = self.rnn(self.embedding(x), state)
        return self.decoder(y), state

    @staticmethod
    def detach(state):
        return tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()

    @staticmethod
    def flat(state):  # (B, S): per layer h, then c
        parts = state if isinstance(state, tuple) else (state,)
        return torch.stack([p.transpose(0, 1) for p in parts], 2).reshape(B, -1)


class Unrolled(nn.Module):
    """Three characters through shared dense layers; symbol 0 before the text begins."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(V, E)
        self.input = nn.Linear(E, H)
        self.hidden = nn.Linear(H, H)
        self.decoder = nn.Linear(H, V)

    def forward(self, x, state):
        if state is None:
            state = torch.zeros(B, 2, dtype=torch.long)
        x = torch.cat([state, x], 1)
        c = torch.relu(self.input(self.embedding(x)))
        h = c[:, :-2]
        h = c[:, 1:-1] + torch.relu(self.hidden(h))
        h = c[:, 2:] + torch.relu(self.hidden(h))
        return self.decoder(h), x[:, -2:]

    @staticmethod
    def detach(state):
        return state

    @staticmethod
    def flat(state):
        return state.double()


def case(name, model, layers, tied):
    model.double()
    i = 0
    with torch.no_grad():
        for key, p in model.named_parameters():
            values = [0.4 * math.sin(1.3 * (i + j) + 0.5) for j in range(p.numel())]
            p.copy_(torch.tensor(values, dtype=torch.float32).double().reshape(p.shape))
            i += p.numel()
    symbols = [(7 * k * k + 3 * k + 1) % V for k in range(B * (2 * T + 1))]
    stream = torch.tensor(symbols).reshape(B, 2 * T + 1)
    state, windows = None, []
    for w in range(2):
        model.zero_grad()
        x, y = stream[:, w * T : w * T + T], stream[:, w * T + 1 : w * T + T + 1]
        logits, state = model(x, state)
        loss = nn.functional.cross_entropy(logits.reshape(-1, V), y.reshape(-1))
        loss.backward()
        state = model.detach(state)
        windows.append({
            "inputs": x.tolist(), "targets": y.tolist(), "logits": logits.flatten().tolist(), "loss": loss.item(),
            "state": model.flat(state).flatten().tolist(),
            "gradient": {k: p.grad.flatten().tolist() for k, p in model.named_parameters()},
        })
    return {"cell": name, "layers": layers, "tied": tied, "windows": windows}


def rounded(x):
    if isinstance(x, float): return float(f"{x:.9g}")
    if isinstance(x, list): return [rounded(v) for v in x]
    if isinstance(x, dict): return {k: rounded(v) for k, v in x.items()}
    return x


cases = [case(c, Recurrent(c, n, False), n, False) for c in RNN for n in (1, 2)]
cases.append(case("gru", Recurrent("gru", 1, True), 1, True))
cases.append(case("unrolled", Unrolled(), 1, False))
print(json.dumps({"torch": torch.__version__, "symbols": V, "embedding": E, "hidden": H, "batch": B, "steps": T,
                  "cases": rounded(cases)}))
