"""Independent values for CtRnnTruthTest: python3 ctrnn_truth.py writes the npz files beside it.

NumPy in float64 (complex128 for the derivatives). The gradients are complex-step derivatives of the
forward pass, exact to rounding, so that no rule of backpropagation is assumed. Weights, inputs and
noise are float32 values, which the program holds exactly.
"""
import pathlib

import numpy as np

ALPHA = 0.1
PENALTY = 0.3
HERE = pathlib.Path(__file__).parent


def f(kind, x):
    if kind == "tanh":
        return np.tanh(x)
    if kind == "softplus":
        return np.log(1 + np.exp(x))
    positive = np.where(x.real > 0, x, 0)
    return np.tanh(positive) if kind == "retanh" else positive


def forward(p, kind, noise_kind, inputs, noise):
    """inputs [trials, 3, steps], noise [steps, trials, units]: outputs [trials, 2, steps], rates by step."""
    trials, _, steps = inputs.shape
    x = np.repeat(p["x0"][None, :], trials, axis=0)
    r = f(kind, x)
    outputs, rates = [], []
    for t in range(steps):
        drive = -x + r @ p["W_rec"].T + inputs[:, :, t] @ p["W_in"].T + p["b"]
        if noise_kind == "state":
            drive = drive + noise[t]
        x = x + ALPHA * drive
        r = f(kind, x)
        if noise_kind == "rate":
            r = r + noise[t]
        outputs.append(r @ p["W_out"].T + p.get("b_out", 0))
        rates.append(r)
    return np.stack(outputs, axis=2), rates


def loss(p, kind, noise_kind, inputs, noise, targets, mask):
    outputs, rates = forward(p, kind, noise_kind, inputs, noise)
    m = np.repeat(mask[:, None, :], 2, axis=1)
    error = np.sum(m * (outputs - targets) ** 2) / np.sum(m)
    return error, PENALTY * np.mean([np.mean(r * r) for r in rates])


def make(name, kind, noise_kind, trials, steps, units, cue, self_connections=False, seed=1, output_bias=False):
    rng = np.random.default_rng(seed)
    f32 = lambda a: np.asarray(a, dtype=np.float32).astype(np.float64)
    w_rec = rng.normal(size=(units, units)) * 1.5 / np.sqrt(units)
    if not self_connections:
        np.fill_diagonal(w_rec, 0)
    p = {
        "W_in": f32(rng.normal(size=(units, 3))),
        "W_rec": f32(w_rec),
        "b": f32(0.1 + 0.3 * rng.normal(size=units)),
        "W_out": f32(rng.normal(size=(2, units)) / np.sqrt(units)),
        "x0": f32(rng.normal(size=units)),
    }
    inputs = f32(rng.normal(size=(trials, 3, steps)))
    noise = f32(0.1 * rng.normal(size=(steps, trials, units)))
    angle = rng.uniform(0, 2 * np.pi, size=(trials, steps))
    targets = f32(np.stack([np.sin(angle), np.cos(angle)], axis=1))
    mask = np.ones((trials, steps))
    mask[:, :cue] = 0
    if output_bias:
        p["b_out"] = f32(rng.normal(size=2))
    args = (kind, noise_kind, inputs, noise, targets, mask)
    error, penalty = loss(p, *args)
    # Written as [trials, steps, channels].
    steps_second = lambda a: np.ascontiguousarray(np.swapaxes(a, 1, 2))
    out = dict(p, mask=mask, error=error, penalty=penalty)
    out["inputs"] = steps_second(inputs)
    out["targets"] = steps_second(targets)
    out["noise"] = np.ascontiguousarray(np.swapaxes(noise, 0, 1))
    out["outputs"] = steps_second(forward(p, kind, noise_kind, inputs, noise)[0])
    out["outputs_without_noise"] = steps_second(forward(p, kind, noise_kind, inputs, 0 * noise)[0])
    h = 1e-30
    for key, value in p.items():
        gradient = np.zeros_like(value)
        for index in np.ndindex(value.shape):
            if key == "W_rec" and not self_connections and index[0] == index[1]:
                continue
            q = {k: v.astype(complex) for k, v in p.items()}
            q[key][index] += 1j * h
            e, s = loss(q, *args)
            gradient[index] = (e + s).imag / h
        out["d_" + key] = gradient
    np.savez(HERE / (name + ".npz"), **out)


if __name__ == "__main__":
    for kind in ("retanh", "relu", "tanh", "softplus"):
        for noise_kind in ("rate", "state"):
            make(f"{kind}_{noise_kind}", kind, noise_kind, trials=4, steps=7, units=6, cue=2)
    make("one_trial_one_step", "retanh", "rate", trials=1, steps=1, units=5, cue=0, seed=2)
    make("two_units", "tanh", "rate", trials=2, steps=5, units=2, cue=1, self_connections=True, seed=3)
    make("shards", "retanh", "rate", trials=103, steps=4, units=5, cue=1, seed=4)
    make("blocks", "retanh", "state", trials=3, steps=37, units=5, cue=10, self_connections=True, seed=5)
    make("output_bias", "retanh", "rate", trials=3, steps=6, units=5, cue=2, seed=6, output_bias=True)
