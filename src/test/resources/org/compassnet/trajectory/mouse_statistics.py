"""Duration and mean |angular velocity| of a recording, resampled to 25 ms within its stretches."""
import sys

import numpy as np

t, hd = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1).T
ends = np.flatnonzero(np.diff(t) > 0.5)
moved = []
for a, b in zip(np.r_[0, ends + 1], np.r_[ends + 1, len(t)]):
    if b - a < 2:
        continue
    grid = t[a] + 0.025 * np.arange(int(np.floor((t[b - 1] - t[a]) / 0.025 + 0.01)) + 1)
    moved.append(np.abs(np.diff(np.interp(grid, t[a:b], np.unwrap(hd[a:b])))))
moved = np.concatenate(moved)
print(len(moved) * 0.025, np.degrees(moved.mean()) * 40)
