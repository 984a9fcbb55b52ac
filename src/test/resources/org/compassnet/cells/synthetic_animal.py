"""One synthetic animal with known tuning, in every format that is read.

Writes beside itself synthetic.nwb (pynwb), synthetic_lights.nwb (two lights on the head),
synthetic_v5.mat (scipy), synthetic_v73.mat (h5py, as MATLAB lays it out), synthetic.npz,
synthetic_units.npz and synthetic_direction.npz (pynapple), synthetic.ang, .res.N and .clu.N
(CRCNS), synthetic.csv, and truth.json. Run with numpy, scipy, h5py, pynwb and pynapple.

The animal turns for 140 s and sleeps for 20 s more. Five cells have von Mises tuning to the
direction that the head has 25 ms later; one fires without regard to it, one never fires. The head
is tracked at 1250 / 32 Hz, with samples lost singly, for less than half a second, and for longer.
"""

import datetime
import json
import pathlib

import h5py
import numpy as np
import pynapple
import pynwb
import scipy.io
from hdmf.backends.hdf5.h5_utils import H5DataIO
from pynwb.behavior import CompassDirection, Position, SpatialSeries

HERE = pathlib.Path(__file__).parent
SEED = 20240611
AWAKE_S, SLEEP_S, BIN_S, STEP_S = 140.0, 20.0, 0.02, 0.001
TRACKER_HZ, TICK_HZ, MAX_GAP_S = 1250 / 32, 20000, 0.5
ANTICIPATION_S = 0.025
PREFERRED_DEG = [20.0, 95.0, 170.0, 245.0, 320.0]
PEAK_HZ, BASE_HZ, CONCENTRATION, UNTUNED_HZ = 40.0, 0.5, 4.0, 5.0


def head_direction(rng, steps):
    """Unwrapped, in rad: an Ornstein-Uhlenbeck velocity of sd 120 deg/s and 0.2 s."""
    velocity = np.zeros(steps)
    decay = np.exp(-STEP_S / 0.2)
    kicks = rng.normal(size=steps) * np.deg2rad(120) * np.sqrt(1 - decay**2)
    for i in range(1, steps):
        velocity[i] = decay * velocity[i - 1] + kicks[i]
    return 1.0 + np.cumsum(velocity) * STEP_S


def spike_ticks(rng, rate_hz):
    """Poisson in steps of 1 ms, on ticks within a step and so never on a bin's edge."""
    counts = rng.poisson(rate_hz * STEP_S)
    steps = np.repeat(np.arange(len(counts)), counts)
    per_step = round(TICK_HZ * STEP_S)
    return np.sort(steps * per_step + rng.integers(1, per_step, size=len(steps)))


def at_bins(times, direction, centers):
    """The shorter way round between samples, the nearest for half a sample beyond, else NaN."""
    here = ~np.isnan(direction)
    t, d = times[here], np.unwrap(direction[here])
    result = np.interp(centers, t, d)
    k = np.clip(np.searchsorted(t, centers), 1, len(t) - 1)
    before, after = centers - t[k - 1], t[k] - centers
    lost = (t[k] - t[k - 1] > MAX_GAP_S) & (np.minimum(before, after) > 0.5 / TRACKER_HZ)
    nearest = np.where(before < after, d[k - 1], d[k])
    result = np.where(t[k] - t[k - 1] > MAX_GAP_S, nearest, result)
    return np.where(lost, np.nan, result % (2 * np.pi))


rng = np.random.default_rng(SEED)
direction_1ms = head_direction(rng, round((AWAKE_S + SLEEP_S + 1) / STEP_S))
ahead = direction_1ms[round(ANTICIPATION_S / STEP_S) :]
steps = round((AWAKE_S + SLEEP_S) / STEP_S)
rates = [
    BASE_HZ + PEAK_HZ * np.exp(CONCENTRATION * (np.cos(ahead[:steps] - np.deg2rad(p)) - 1))
    for p in PREFERRED_DEG
] + [np.full(steps, UNTUNED_HZ), np.zeros(steps)]
ticks = [spike_ticks(rng, rate) for rate in rates]
trains = [t / TICK_HZ for t in ticks]
cells = len(trains)

track_s = np.arange(int(AWAKE_S * TRACKER_HZ) + 1) / TRACKER_HZ
tracked = direction_1ms[np.round(track_s / STEP_S).astype(int)] % (2 * np.pi)
for first, count in [(300, 1), (701, 6), (1500, 60), (2222, 12), (3000, 100), (4100, 1), (4400, 90)]:
    tracked[first : first + count] = np.nan
lost = np.isnan(tracked)

bins = int(track_s[-1] / BIN_S + 1e-6)
edges = np.arange(bins + 1) * BIN_S
centers = (np.arange(bins) + 0.5) * BIN_S
counts = np.stack([np.histogram(t[t < edges[-1]], edges)[0] for t in trains], 1).astype(np.uint8)
direction = at_bins(track_s, tracked, centers)
sleep_bins = round(SLEEP_S / BIN_S)
sleep_edges = AWAKE_S + np.arange(sleep_bins + 1) * BIN_S
sleep = np.stack([np.histogram(t, sleep_edges)[0] for t in trains], 1).astype(np.uint8)

# NWB
start = datetime.datetime(2024, 6, 11, tzinfo=datetime.timezone.utc)


def packed(values):
    return H5DataIO(values, compression="gzip", compression_opts=9, shuffle=True)


def session(name, series):
    nwb = pynwb.NWBFile("a synthetic animal", name, start)
    for i, train in enumerate(trains):
        nwb.add_unit(spike_times=train, id=i + 1)
    states = pynwb.epoch.TimeIntervals("states", "states of the animal")
    states.add_column("label", "the state")
    states.add_row(start_time=0.0, stop_time=AWAKE_S, label="Awake")
    states.add_row(start_time=AWAKE_S, stop_time=AWAKE_S + SLEEP_S, label="Non-REM")
    behavior = nwb.create_processing_module("behavior", "behavior")
    behavior.add(states)
    behavior.add(series)
    with pynwb.NWBHDF5IO(HERE / name, "w") as io:
        io.write(nwb, cache_spec=False)


session(
    "synthetic.nwb",
    CompassDirection(
        spatial_series=SpatialSeries(
            name="head-direction",
            data=packed(tracked),
            timestamps=packed(track_s),
            unit="radians",
            reference_frame="east, counterclockwise",
        )
    ),
)
middle = np.stack([320 + 100 * np.cos(track_s / 7), 240 + 80 * np.sin(track_s / 5)], 1)
half = 12 * np.stack([np.cos(tracked), np.sin(tracked)], 1)
lights = Position(name="Position")
for name, xy in [("RedLED", middle + half), ("BlueLED", middle - half)]:
    xy = np.where(lost[:, None], -1, xy).astype(np.float32)
    lights.add_spatial_series(
        SpatialSeries(
            name=name, data=packed(xy), starting_time=0.0, rate=TRACKER_HZ, unit="pixels",
            reference_frame="the arena, y upward",
        )
    )
session("synthetic_lights.nwb", lights)

# MATLAB 5 to 7
scipy.io.savemat(
    HERE / "synthetic_v5.mat",
    {
        "spike_counts": counts,
        "head_direction": direction[:, None],
        "time_s": centers[None],
        "sleep_counts": sleep,
        "animal": "synthetic",
        "preferred_deg": np.array(PREFERRED_DEG)[:, None],
        "notes": {"anticipation_ms": 25.0},
    },
    do_compression=True,
)

# MATLAB 7.3
with h5py.File(HERE / "synthetic_v73.mat", "w", userblock_size=512) as f:
    for name, array, kind in [
        ("Qrun", counts, "uint8"),
        ("angRun", np.stack([centers, direction], 1), "double"),
        ("Qrem", sleep, "uint8"),
    ]:
        data = f.create_dataset(name, data=array.T, compression="gzip", shuffle=True)
        data.attrs["MATLAB_class"] = np.bytes_(kind)
    text = f.create_dataset("animal", data=np.frombuffer("synthetic".encode("utf-16le"), "u2")[:, None])
    text.attrs["MATLAB_class"] = np.bytes_("char")
    text.attrs["MATLAB_int_decode"] = np.int32(2)
with open(HERE / "synthetic_v73.mat", "r+b") as f:
    f.write(b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(116) + bytes(8) + b"\x00\x02IM")

# NumPy
np.savez_compressed(
    HERE / "synthetic.npz", counts=counts, direction_rad=direction, time_s=centers, sleep=sleep
)

# pynapple
support = pynapple.IntervalSet(0, AWAKE_S + SLEEP_S)
pynapple.TsGroup(
    {i + 1: pynapple.Ts(t=t) for i, t in enumerate(trains)}, time_support=support
).save(str(HERE / "synthetic_units.npz"))
pynapple.Tsd(t=track_s, d=tracked).save(str(HERE / "synthetic_direction.npz"))

# CRCNS: cells 1 to 4 on shank 1, the others on shank 2, amid noise
np.savetxt(HERE / "synthetic.ang", np.where(lost, -1, tracked), fmt="%.6f")
for shank, on in [(1, range(0, 4)), (2, range(4, cells))]:
    noise = np.sort(rng.integers(1, round(AWAKE_S * TICK_HZ), size=400))
    all_ticks = np.concatenate([ticks[i] for i in on] + [noise])
    clusters = np.concatenate(
        [np.full(len(ticks[i]), 2 + n) for n, i in enumerate(on)] + [rng.integers(0, 2, size=400)]
    )
    order = np.argsort(all_ticks, kind="stable")
    np.savetxt(HERE / f"synthetic.res.{shank}", all_ticks[order], fmt="%d")
    rows = [len(np.unique(clusters)), *clusters[order]]
    np.savetxt(HERE / f"synthetic.clu.{shank}", rows, fmt="%d")

# CSV
with open(HERE / "synthetic.csv", "w") as f:
    print("time_s,hd_rad," + ",".join(f"cell{i + 1}" for i in range(cells)), file=f)
    for t, d, row in zip(centers, direction, counts):
        print(f"{t:.2f},{'' if np.isnan(d) else f'{d:.4f}'}," + ",".join(map(str, row)), file=f)

truth = {
    "preferred_deg": PREFERRED_DEG,
    "anticipation_ms": 1000 * ANTICIPATION_S,
    "peak_hz": PEAK_HZ + BASE_HZ,
    "base_hz": BASE_HZ,
    "concentration": CONCENTRATION,
    "untuned_hz": UNTUNED_HZ,
    "bins": bins,
    "sleep_bins": sleep_bins,
    "spikes": counts.sum(0).tolist(),
    "sleep_spikes": sleep.sum(0).tolist(),
    "bins_without_direction": int(np.isnan(direction).sum()),
    "mean_cosine": float(np.nanmean(np.cos(direction))),
}
(HERE / "truth.json").write_text(json.dumps(truth, indent=1) + "\n")
