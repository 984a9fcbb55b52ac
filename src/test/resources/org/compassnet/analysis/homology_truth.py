"""Values for HomologyTest: python3 homology_truth.py writes homology_truth.npz beside it.

Every cloud of points comes with the persistence pairs in dimension 1 of the package ripser (pip
install ripser), the longest lifetime first. Ripser works in float32.
"""
import pathlib

import numpy as np
from ripser import ripser

random = np.random.default_rng(2021)


def circle(n, noise):
    angle = 2 * np.pi * random.random(n)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) + noise * random.normal(size=(n, 2))


torus = 2 * np.pi * random.random((2, 90))
clouds = {
    "circle": circle(100, 0.1),
    "blob": random.normal(size=(80, 10)),
    "figure_eight": np.concatenate([circle(70, 0.05) - [1, 0], circle(70, 0.05) + [1, 0]]),
    "torus": np.concatenate([np.cos(torus), np.sin(torus)]).T,
    "grid": np.argwhere(np.ones((4, 5))).astype(float),
    "duplicates": np.repeat(circle(20, 0.1), 2, axis=0),
    "same": np.ones((5, 2)),
    "square": np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]),
    "three": random.normal(size=(3, 2)),
    "two": random.normal(size=(2, 2)),
    "one": random.normal(size=(1, 2)),
}
arrays = {}
for name, cloud in clouds.items():
    pairs = ripser(cloud, maxdim=1)["dgms"][1]
    arrays[name] = cloud
    arrays[name + "_h1"] = pairs[np.argsort(pairs[:, 0] - pairs[:, 1])].reshape(-1, 2).astype(float)
np.savez(pathlib.Path(__file__).parent / "homology_truth.npz", **arrays)
