"""PyTorch in eager mode on one thread beside trainscope's native build, timed in turns.

Called by `cargo xtask bench --pytorch PYTHON` with the compiled `benches/turns.rs`; results go into a file as JSON, in
the same form as those of the JavaScript side. Both start from the same weights and points, and must reach the same
training loss before anything is timed.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as functional

WORKS = json.loads((Path(__file__).parent.parent / "works.json").read_text())
POINTS = 1280
SIDE = 100
# All examples are one batch in the check, so that their order, which trainscope shuffles, does not matter.
CHECK_POINTS = 320
CHECK_STEPS = {"W1": 200, "W2t": 200, "W2r": 200, "W3": 60, "W3b": 20}
# The same as on the JavaScript side: the losses agree this well, and have moved by more than this.
TOLERANCE = 1e-4
LEAST_CHANGE = 0.01
WARM_UP = 2
STEPS_BEFORE_FIELD = 500


class Native:
    """trainscope's native build: a process that answers a line for each line."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"no answer to {words}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Eager:
    """The usual module of linear layers, its optimizer, and batches in order."""

    def __init__(self, work, task, batch):
        sizes = [2, *work["hidden"], 1 if work["loss"] == "mse" else 2]
        self.activation = torch.tanh if work["activation"] == "tanh" else torch.relu
        self.layers = torch.nn.ModuleList(torch.nn.Linear(*pair) for pair in zip(sizes, sizes[1:]))
        self.is_mse = work["loss"] == "mse"
        self.load(task["start"])
        x = torch.tensor(task["x"], dtype=torch.float32)
        y = torch.tensor(task["y"])
        y = (2 * y - 1).float().unsqueeze(1) if self.is_mse else y.long()
        self.batches = list(zip(x.split(batch), y.split(batch)))
        self.all = x, y
        self.next = 0
        self.optimizer = torch.optim.SGD(self.layers.parameters(), lr=work["rate"])

    def load(self, flat):
        """From `weight[out][in]`, `bias[out]` of each layer."""
        flat = torch.tensor(flat, dtype=torch.float32)
        torch.nn.utils.vector_to_parameters(flat, self.layers.parameters())

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.activation(layer(x))
        return self.layers[-1](x)

    def cost(self, z, y):
        return functional.mse_loss(z, y) if self.is_mse else functional.cross_entropy(z, y)

    def steps(self, count):
        for _ in range(count):
            x, y = self.batches[self.next]
            self.next = (self.next + 1) % len(self.batches)
            self.optimizer.zero_grad()
            self.cost(self.forward(x), y).backward()
            self.optimizer.step()

    @torch.no_grad()
    def loss(self):
        """Over all examples, in doubles."""
        self.layers.double()
        x, y = self.all
        loss = self.cost(self.forward(x.double()), y.double() if self.is_mse else y).item()
        self.layers.float()
        return loss


def check(native, name):
    """Whether both reach the same loss."""
    task = native.ask("make", name, CHECK_POINTS, CHECK_POINTS)
    steps = CHECK_STEPS[name]
    eager = Eager(WORKS[name], task, CHECK_POINTS)
    first = eager.loss()
    eager.steps(steps)
    theirs = eager.loss()
    native.ask("steps", steps)
    eager.load(native.ask("parameters"))
    ours = eager.loss()
    relative = abs(theirs - ours) / ours
    ok = relative <= TOLERANCE and abs(ours - first) / first >= LEAST_CHANGE
    print(f"    {name}: loss {first:.6f} → {theirs:.6f}, trainscope {ours:.6f}{'' if ok else ' NOT THE SAME TASK'}")
    return {
        "work": name,
        "contender": "PyTorch eager",
        "steps": steps,
        "first": first,
        "loss": theirs,
        "relative": relative,
        "ok": ok,
        "note": "",
    }


def lattice():
    """Points in the middle of their cells, row by row from the top."""
    middles = (torch.arange(SIDE) + 0.5) * (6 / SIDE) - 3
    x2, x1 = torch.meshgrid(-middles, middles, indexing="ij")
    return torch.stack([x1.flatten(), x2.flatten()], dim=1)


def painter(eager):
    """Draws the field as RGBA."""
    points = lattice()
    greys = torch.arange(256, dtype=torch.uint8)
    palette = torch.stack([greys, greys, greys, torch.full_like(greys, 255)], dim=1)

    @torch.no_grad()
    def paint():
        values = eager.forward(points).squeeze(1).clamp(-1, 1)
        return palette[((values + 1) * 127.5 + 0.5).long()]

    return paint


def timed(call, count):
    """Nanoseconds of one call."""
    start = time.perf_counter_ns()
    call(count)
    return (time.perf_counter_ns() - start) / count


def calibrate(measure, milliseconds):
    """How often to call so as to fill the time."""
    count = 1
    while measure(count) * count < milliseconds * 5e5:
        count *= 2
    return max(1, round(milliseconds * 1e6 / measure(count)))


def in_turns(measures, rounds, milliseconds):
    """Nanoseconds of each contender in each round."""
    counts = {name: calibrate(measure, milliseconds) for name, measure in measures.items()}
    times = {name: [] for name in measures}
    for turn in range(-WARM_UP, rounds):
        order = list(measures) if turn % 2 else list(reversed(measures))
        for name in order:
            time_taken = measures[name](counts[name])
            if turn >= 0:
                times[name].append(time_taken)
    return [{"name": name, "nanoseconds": taken} for name, taken in times.items()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("native", help="the compiled benches/turns.rs")
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--milliseconds", type=float, default=25)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    native = Native(options.native)
    training = [check(native, name) for name in WORKS]
    fields, groups = [], []
    in_order = lambda measures: in_turns(measures, options.rounds, options.milliseconds)
    for name, work in WORKS.items():
        print(f"    timing {name}")
        task = native.ask("make", name, POINTS, work["batch"])
        eager = Eager(work, task, work["batch"])
        measures = {
            "trainscope": lambda count: native.ask("steps", count) / count,
            "PyTorch eager": lambda count: timed(eager.steps, count),
        }
        groups.append({"name": name, "unit": "step", "contenders": in_order(measures)})
    for name in ["W2t", "W3"]:
        print(f"    timing the field of {name}")
        work = WORKS[name]
        task = native.ask("make", name, POINTS, work["batch"])
        native.ask("steps", STEPS_BEFORE_FIELD)
        eager = Eager(work, task, work["batch"])
        eager.load(native.ask("parameters"))
        paint = painter(eager)
        ours = torch.tensor(native.ask("field"), dtype=torch.uint8).reshape(-1, 4)
        difference = int((ours.int() - paint().int()).abs().max())
        fields.append(
            {
                "work": name,
                "contender": "PyTorch eager",
                "difference": difference,
                "tolerance": 1,
                "unit": "of 255 levels",
                "ok": difference <= 1 and len(ours.unique()) > 50,
            }
        )
        measures = {
            "trainscope": lambda count: native.ask("fields", count) / count,
            "PyTorch eager": lambda count: timed(lambda calls: [paint() for _ in range(calls)], count),
        }
        groups.append({"name": f"field of {name}", "unit": "field", "contenders": in_order(measures)})
    native.close()
    result = {
        "version": torch.__version__,
        "python": sys.version.split()[0],
        "checks": {"training": training, "fields": fields},
        "groups": groups,
    }
    Path(options.out).write_text(json.dumps(result))


main()
