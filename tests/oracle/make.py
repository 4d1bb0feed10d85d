"""Makes vectors.json: what PyTorch computes for experiments of ours. Needed only to add or change a case.

    python make.py            # writes vectors.json beside this file, prints each case's conditioning

The reference runs in float64, from initial parameters and points that are float32 numbers exactly. So the difference
that tests/oracle.rs measures is our own float32 rounding and nothing else; against a float32 reference it would be
ours plus PyTorch's, and PyTorch's differs between machines.

Every case is also run by PyTorch in float32. A case is kept only if that run ends within a third of the test's bound
(1e-5) of the float64 one: otherwise the bound would test the problem's conditioning, not the core. Two kinds of case
fail that and are avoided. Descent on the edge of stability doubles its rounding error every few steps. And Adam, RMSProp
and Adagrad divide a gradient by its own size, so that a gradient that has cancelled to almost nothing turns its rounding
error into a full-sized step: RMSProp with a short memory needs a larger epsilon here. The choice looks at PyTorch
alone, never at our core.
"""

import json
import math
import pathlib

import torch
from torch import nn

STEPS = 50
# A third of the bound in tests/oracle.rs.
WELL_CONDITIONED = 1e-5 / 3

ACTIVATIONS = {
    "linear": lambda: nn.Identity(),
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "elu": nn.ELU,
    "selu": nn.SELU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
}
FEATURES = {
    "x1": lambda x: x[:, 0],
    "x2": lambda x: x[:, 1],
    "x1_squared": lambda x: x[:, 0] ** 2,
    "x2_squared": lambda x: x[:, 1] ** 2,
    "x1_x2": lambda x: x[:, 0] * x[:, 1],
    "sin_x1": lambda x: x[:, 0].sin(),
    "sin_x2": lambda x: x[:, 1].sin(),
}


def points(count, classes):
    """Points on a grid of 1/64, which float32 holds exactly; `classes` sectors around a centre, or a wave if None."""
    generator = torch.Generator().manual_seed(1001)
    x = torch.round((torch.rand(count, 2, generator=generator, dtype=torch.float64) * 4 - 2) * 64) / 64
    if classes is None:
        y = torch.round((x[:, 0].sin() + 0.5 * x[:, 1]) * 64) / 64 + 1 / 128
    else:
        turn = torch.atan2(x[:, 1] - 0.3, x[:, 0] + 0.2) / (2 * math.pi) + 0.5
        y = torch.clamp(torch.floor(turn * classes), 0, classes - 1)
        assert len(set(y.tolist())) == classes
    return torch.cat([x, y[:, None]], dim=1)


def network(experiment, inputs, outputs):
    layers = experiment["network"]["layers"]
    names = experiment["network"]["activation"]
    names = [names] * len(layers) if isinstance(names, str) else names
    modules = []
    for width, name in zip(layers, names, strict=True):
        modules += [nn.Linear(inputs, width), ACTIVATIONS[name]()]
        inputs = width
    return nn.Sequential(*modules, nn.Linear(inputs, outputs))


def start(model, gain):
    """Xavier weights times `gain` and biases of a similar size: nothing dies, nothing starts at a special place."""
    torch.manual_seed(1)
    for module in model:
        if isinstance(module, nn.Linear):
            nn.init.xavier_normal_(module.weight, gain)
            nn.init.uniform_(module.bias, -0.3, 0.3)


def objective(experiment, y):
    """The loss of raw outputs, and the number of outputs."""
    name = experiment["training"]["loss"]
    regression = bool((y != y.round()).any())
    classes = 0 if regression else int(y.max()) + 1
    if name == "binary_cross_entropy":
        return nn.BCEWithLogitsLoss(), y[:, None], 1
    if name == "softmax_cross_entropy":
        return nn.CrossEntropyLoss(), y.long(), classes
    if regression:
        target = y[:, None]
    elif classes == 2:
        target = 2 * y[:, None] - 1
    else:
        target = 2 * nn.functional.one_hot(y.long(), classes).to(y.dtype) - 1
    return nn.MSELoss(), target, target.shape[1]


def penalized(experiment, model):
    both = experiment["regularization"].get("biases", False)
    return [p for name, p in model.named_parameters() if both or name.endswith("weight")]


def penalty(experiment, model):
    regularization = experiment["regularization"]
    total = next(model.parameters()).new_zeros(())
    for p in penalized(experiment, model):
        total = total + regularization.get("l1", 0) * p.abs().sum() + regularization.get("l2", 0) / 2 * (p * p).sum()
    return total


def optimizer(experiment, model):
    """PyTorch's own; decoupled decay is PyTorch's where it has it: SGD's `weight_decay` and AdamW."""
    t = experiment["training"]
    kind, lr = t["optimizer"], t["learning_rate"]
    decay = experiment["regularization"].get("weight_decay", 0)
    chosen = {id(p) for p in penalized(experiment, model)}
    groups = [
        {"params": [p for p in model.parameters() if id(p) in chosen], "weight_decay": decay},
        {"params": [p for p in model.parameters() if id(p) not in chosen], "weight_decay": 0},
    ]
    groups = [group for group in groups if group["params"]]
    momentum, epsilon = t.get("momentum", 0.9), t.get("epsilon", 1e-8)
    betas = (t.get("beta1", 0.9), t.get("beta2", 0.999))
    if kind == "sgd":
        return torch.optim.SGD(groups, lr)
    if kind in ("adam", "adamw") and decay > 0:
        return torch.optim.AdamW(groups, lr, betas=betas, eps=epsilon)
    # The others' `weight_decay` is the L2 penalty under another name: here it is part of the cost.
    assert decay == 0, "PyTorch has no decoupled decay for this optimizer"
    if kind == "momentum":
        return torch.optim.SGD(groups, lr, momentum=momentum)
    if kind == "nesterov":
        return torch.optim.SGD(groups, lr, momentum=momentum, nesterov=True)
    if kind == "rmsprop":
        return torch.optim.RMSprop(groups, lr, alpha=t.get("rho", 0.99), eps=epsilon)
    if kind == "adagrad":
        return torch.optim.Adagrad(groups, lr, eps=epsilon)
    return torch.optim.Adam(groups, lr, betas=betas, eps=epsilon)


def scheduler(experiment, optimizer):
    t = experiment["training"]
    kind, length = t.get("schedule", "constant"), t.get("schedule_steps", 1000)
    warmup = t.get("warmup_steps", 0)
    if warmup == 0 and kind == "step":
        return torch.optim.lr_scheduler.StepLR(optimizer, length, t["schedule_factor"])
    if warmup == 0 and kind == "cosine" and length >= STEPS:
        return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, length)

    # PyTorch's schedulers do not multiply each other, and its cosine rises again after its end.
    def factor(step):
        rise = min(1, (step + 1) / warmup) if warmup else 1
        if kind == "step":
            return rise * t["schedule_factor"] ** (step // length)
        if kind == "cosine":
            return rise * (0.5 * (1 + math.cos(math.pi * step / length)) if step < length else 0)
        return rise

    return torch.optim.lr_scheduler.LambdaLR(optimizer, factor)


def flat(tensors):
    return torch.cat([tensor.detach().reshape(-1) for tensor in tensors])


def run(experiment, gain, dtype):
    data = torch.tensor(experiment["data"]["custom"], dtype=torch.float64)
    features = experiment.get("inputs", {}).get("features", ["x1", "x2"])
    x = torch.stack([FEATURES[name](data[:, :2]) for name in features], dim=1).to(dtype)
    loss, target, outputs = objective(experiment, data[:, 2])
    target = target if target.dtype == torch.long else target.to(dtype)
    model = network(experiment, x.shape[1], outputs)
    start(model, gain)
    model = model.to(dtype)
    sizes = [p.numel() for p in model.parameters()]
    optim = optimizer(experiment, model)
    schedule = scheduler(experiment, optim)
    clip = experiment["training"].get("clip_norm", 0)
    case = {"initial": flat(model.parameters()), "losses": [], "clipped": 0}
    for step in range(STEPS + 1):
        optim.zero_grad()
        out = model(x)
        data_loss, extra = loss(out, target), penalty(experiment, model)
        # From the outputs on in float64, as our core does: a float32 loss is off by 1e-8, however small it is.
        exact = target if target.dtype == torch.long else target.double()
        case["losses"].append(loss(out.double(), exact).item())
        (data_loss + extra).backward()
        if clip > 0:
            case["clipped"] += bool(nn.utils.clip_grad_norm_(model.parameters(), clip) > clip)
        if step == 0:
            case["outputs"] = flat([out])
            case["gradient"] = flat(p.grad for p in model.parameters())
            case["penalty"] = extra.item()
        if step == STEPS:
            case["penalty_at_end"] = extra.item()
            break
        optim.step()
        schedule.step()
    case["parameters"] = flat(model.parameters())
    return case, sizes


def distance(a, b, sizes):
    """As in tests/oracle.rs: the largest over tensors of the larger of both relative errors."""
    assert bool(b.isfinite().all()), "the reference diverged"
    errors = []
    for a, b in zip(a.double().split(sizes), b.split(sizes), strict=True):
        errors += [(a - b).norm() / b.norm(), (a - b).abs().max() / b.abs().max()]
    return torch.stack(errors).max().item()


def rounded(value, digits=9):
    """Nine digits give back every float32, and 1e-9 is far below the bound."""
    if isinstance(value, torch.Tensor):
        value = value.tolist()
    if isinstance(value, list):
        return [rounded(v, digits) for v in value]
    return float(f"{value:.{digits}g}")


def make(name, data, layers, activation, loss, *, gain=1.0, **sections):
    cloud = points(*data)
    experiment = {
        "data": {"dataset": "custom", "custom": cloud.tolist()},
        "split": {"train": 1, "dev": 0, "test": 0},
        "network": {"layers": layers, "activation": activation},
        "regularization": sections.get("regularization", {}),
        "training": {
            "loss": loss,
            "batch": len(cloud),
            "optimizer": "sgd",
            "learning_rate": 0.1,
            **sections.get("training", {}),
        },
    }
    if "inputs" in sections:
        experiment["inputs"] = sections["inputs"]
    case, sizes = run(experiment, gain, torch.float64)
    single, _ = run(experiment, gain, torch.float32)
    at_start = distance(single["gradient"], case["gradient"], sizes)
    at_end = distance(single["parameters"], case["parameters"], sizes)
    losses = max(abs(a / b - 1) for a, b in zip(single["losses"], case["losses"], strict=True))
    clip = experiment["training"].get("clip_norm", 0)
    assert clip == 0 or case["clipped"] > STEPS // 2, f"{name}: clipping hardly acts"
    case.pop("clipped")
    moved = distance(case["initial"], case["parameters"], sizes)
    print(f"{name:32} float32: gradient {at_start:.1e}, end {at_end:.1e}, losses {losses:.1e}  moved {moved:.2f}"
          f"  loss {case['losses'][0]:.3f} -> {case['losses'][-1]:.3f}")
    assert max(at_start, at_end, losses) <= WELL_CONDITIONED, f"{name} is badly conditioned"
    assert moved > 0.1, f"{name}: training hardly moves the parameters"
    return {"name": name, "experiment": experiment, "tensors": sizes,
            **{key: rounded(value) for key, value in case.items()}}


BCE, SOFTMAX, MSE = "binary_cross_entropy", "softmax_cross_entropy", "mse"
# Counts that are no multiple of 8, the core's vector length, and one that is.
TWO, WAVE = (37, 2), (29, None)


def cases():
    for name in ACTIVATIONS:
        yield make(f"activation {name}", TWO, [7, 5], name, BCE, gain=1.3)
    names = list(ACTIVATIONS)
    yield make("activations mixed", TWO, [6, 5, 4, 6, 5], names[:5], BCE, gain=1.3)
    yield make("activations mixed further", TWO, [5, 6, 4, 3], names[5:], BCE, gain=1.3)

    for classes in range(2, 6):
        yield make(f"loss softmax, {classes} classes", (40, classes), [8], "tanh", SOFTMAX)
        yield make(f"loss mse, {classes} classes", (41, classes), [8], "silu", MSE)
    yield make("loss mse, regression", WAVE, [9], "tanh", MSE)
    yield make("loss bce, one hidden layer", TWO, [9], "sigmoid", BCE, gain=2.0)

    optimizers = {
        "sgd": ({}, {"learning_rate": 0.05}),
        "momentum": ({}, {"momentum": 0.6}),
        "nesterov": ({}, {"momentum": 0.75}),
        "rmsprop": ({"learning_rate": 0.01}, {"learning_rate": 0.01, "rho": 0.8, "epsilon": 3e-2}),
        "adagrad": ({"learning_rate": 0.05}, {"learning_rate": 0.1, "epsilon": 1e-2}),
        "adam": ({"learning_rate": 0.01}, {"learning_rate": 0.03, "beta1": 0.7, "beta2": 0.95, "epsilon": 1e-4}),
        "adamw": ({"learning_rate": 0.01}, {"learning_rate": 0.02, "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-6}),
    }
    for kind, (default, other) in optimizers.items():
        yield make(f"optimizer {kind}", TWO, [6, 4], "tanh", BCE, training={"optimizer": kind, **default})
        yield make(f"optimizer {kind}, tuned", WAVE, [5, 4], "gelu", MSE, training={"optimizer": kind, **other})

    for kind, lr in (("sgd", 0.2), ("adam", 0.01), ("momentum", 0.05)):
        training = {"optimizer": kind, "learning_rate": lr}
        yield make(f"l2, {kind}", TWO, [6, 4], "tanh", BCE, training=training, regularization={"l2": 0.03})
        yield make(f"l1, {kind}", TWO, [6, 4], "tanh", BCE, training=training, regularization={"l1": 0.004})
    for kind, lr in (("sgd", 0.2), ("adam", 0.01), ("adamw", 0.02)):
        training = {"optimizer": kind, "learning_rate": lr}
        yield make(f"weight decay, {kind}", TWO, [6, 4], "tanh", BCE, training=training,
                   regularization={"weight_decay": 0.2})
    all_three = {"l1": 0.003, "l2": 0.02, "weight_decay": 0.1, "biases": True}
    yield make("biases, sgd", TWO, [6, 4], "elu", BCE, regularization=all_three)
    yield make("biases, adam", TWO, [6, 4], "silu", BCE, regularization=all_three,
               training={"optimizer": "adam", "learning_rate": 0.01})

    for name, training in {
        "step": {"schedule": "step", "schedule_steps": 7, "schedule_factor": 0.6},
        "cosine": {"schedule": "cosine", "schedule_steps": 60},
        "cosine, past its end": {"schedule": "cosine", "schedule_steps": 30},
        "warm-up": {"warmup_steps": 20},
        "step, warm-up": {"schedule": "step", "schedule_steps": 11, "schedule_factor": 0.7, "warmup_steps": 15},
        "cosine, warm-up, adamw": {"schedule": "cosine", "schedule_steps": 45, "warmup_steps": 10,
                                   "optimizer": "adamw", "learning_rate": 0.02},
    }.items():
        decay = {"weight_decay": 0.1} if "adamw" in name else {}
        yield make(f"schedule {name}", TWO, [6, 4], "tanh", BCE, regularization=decay,
                   training={"learning_rate": 0.3, **training})

    yield make("clipping, sgd", WAVE, [6, 4], "tanh", MSE, gain=2.0,
               training={"clip_norm": 0.05, "learning_rate": 0.5})
    yield make("clipping, momentum and l2", WAVE, [6, 4], "tanh", MSE, gain=2.0,
               training={"clip_norm": 0.05, "optimizer": "momentum"}, regularization={"l2": 0.05})

    yield make("no hidden layer, bce", TWO, [], "relu", BCE, training={"learning_rate": 1.0})
    yield make("no hidden layer, softmax", (40, 4), [], "relu", SOFTMAX)
    yield make("no hidden layer, seven features", WAVE, [], "relu", MSE, training={"learning_rate": 0.02},
               inputs={"features": list(FEATURES)})
    yield make("seven features", TWO, [5], "tanh", BCE, inputs={"features": list(FEATURES)})
    yield make("deep, tanh", TWO, [4] * 10, "tanh", BCE, gain=1.4)
    yield make("deep, relu", (24, 2), [5] * 10, "relu", BCE, gain=1.5, training={"learning_rate": 0.05})
    yield make("wide, relu", (40, 3), [64, 9], "relu", SOFTMAX, gain=1.2, training={"learning_rate": 0.2})
    yield make("wide, gelu", TWO, [64], "gelu", BCE, training={"learning_rate": 0.3})


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    version = torch.__version__.partition("+")[0]
    lines = [json.dumps(case, separators=(",", ":")) for case in cases()]
    text = '{"torch":"%s","steps":%d,"cases":[\n%s\n]}\n' % (version, STEPS, ",\n".join(lines))
    pathlib.Path(__file__).with_name("vectors.json").write_text(text)
    print(len(lines), "cases,", len(text) // 1000, "kB")


if __name__ == "__main__":
    main()
