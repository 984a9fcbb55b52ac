"""Values for DipTestTest: python3 dip_truth.py writes dip_truth.npz beside it.

Every sample comes with the dip and the p of the package diptest (pip install diptest), a port of
Hartigan's algorithm as corrected in R. allow_zero=False keeps its lower bound 1/(2n) for n < 4 and
for equal values too.
"""
import pathlib

import diptest
import numpy as np

random = np.random.default_rng(1985)


def groups(*sizes):
    return np.concatenate([random.normal(6 * k, 1, n) for k, n in enumerate(sizes)])


samples = {
    "one": np.array([3.0]),
    "two": np.array([1.0, 2.0]),
    "three": np.array([1.0, 2.0, 5.0]),
    "equal": np.full(5, 0.1),
    "four": np.array([0.96, 1.11, 6.02, 6.75]),
    "five": np.array([1.0, 2.0, 4.0, 8.0, 16.0]),
    "uniform": random.random(100),
    "normal": random.normal(size=100),
    "cauchy": random.standard_cauchy(100),
    "bimodal": groups(40, 60),
    "unequal": groups(10, 90),
    "trimodal": groups(30, 40, 30),
    "ties": random.integers(0, 7, 60).astype(float),
    "signed_zeros": np.array([-0.9, -0.8, -0.3, -0.2, 0.0, -0.0, 1.2, 1.2, 1.4]),
    "atom": np.concatenate([random.normal(size=30), np.full(40, 0.5)]),
    "thousand": random.random(1000),
}
arrays = {}
for name, sample in samples.items():
    dip, p = diptest.diptest(sample, allow_zero=False)
    arrays[name] = sample
    arrays[name + "_dip"] = np.array([dip])
    arrays[name + "_p"] = np.array([p])
np.savez(pathlib.Path(__file__).parent / "dip_truth.npz", **arrays)
