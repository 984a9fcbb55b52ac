"""Independent values for PenaltiesTruthTest: python3 penalties_truth.py writes penalties.npz beside it.

The networks, inputs and noise are those of ctrnn_truth.py's files, the derivatives complex-step ones
as there. |z| and the norm are continued into the complex plane along their real direction; where they
are 0 their derivative is taken for 0. Of two networks more, "silent" and "unheard", one has a unit
without a rate in any step, and the other a unit without outgoing weights.
"""
import pathlib

import numpy as np

from ctrnn_truth import forward

HERE = pathlib.Path(__file__).parent
WEIGHTS = ("W_in", "W_rec", "b", "W_out", "x0")


def absolute(z):
    return np.sign(z.real) * z


def norm(squares):
    """The root of a sum of squares, per unit."""
    silent = squares.real < 1e-30
    return np.where(silent, 0, np.sqrt(np.where(silent, 1, squares)))


def terms(p, kind, noise_kind, inputs, noise):
    rates = np.stack(forward(p, kind, noise_kind, inputs, noise)[1])
    outgoing = np.concatenate([p["W_rec"], p["W_out"]])
    return {
        "SQUARED_RATES": np.mean(rates * rates),
        "ABSOLUTE_RATES": np.mean(absolute(rates)),
        "RATE_NORMS": np.mean(norm(np.mean(rates * rates, axis=(0, 1)))),
        "ABSOLUTE_OUTGOING": np.mean(np.sum(absolute(outgoing), axis=0)),
        "OUTGOING_NORMS": np.mean(norm(np.sum(outgoing * outgoing, axis=0))),
    }


out = {}
for name in [f"{k}_{n}" for k in ("retanh", "relu", "tanh", "softplus") for n in ("rate", "state")] + ["silent", "unheard"]:
    file = "retanh_state" if name in ("silent", "unheard") else name
    kind, noise_kind = file.split("_")
    with np.load(HERE / (file + ".npz")) as npz:
        data = {key: npz[key] for key in npz.files}
    p = {key: data[key] for key in WEIGHTS}
    if name == "silent":
        p["W_in"][2] = p["W_rec"][2] = 0
        p["b"][2] = p["x0"][2] = -50
    if name == "unheard":
        p["W_rec"][:, 2] = p["W_out"][:, 2] = 0
    inputs = np.swapaxes(data["inputs"], 1, 2)
    noise = np.swapaxes(data["noise"], 0, 1)
    units = len(p["b"])
    value = terms(p, kind, noise_kind, inputs, noise)
    for penalty in value:
        out[f"{name}/{penalty}"] = value[penalty]
    for key in WEIGHTS:
        gradients = {penalty: np.zeros_like(p[key]) for penalty in value}
        for index in np.ndindex(p[key].shape):
            # Barred self-connections.
            if key == "W_rec" and index[0] == index[1]:
                continue
            q = {k: v.astype(complex) for k, v in p.items()}
            q[key][index] += 1e-30j
            for penalty, term in terms(q, kind, noise_kind, inputs, noise).items():
                gradients[penalty][index] = term.imag / 1e-30
        for penalty, gradient in gradients.items():
            out[f"{name}/{penalty}/d_{key}"] = gradient
        if name in ("silent", "unheard"):
            out[f"{name}/{key}"] = p[key]
np.savez(HERE / "penalties.npz", **out)
