"""Independent values for HandBuiltRing: python3 hand_built_ring.py prints them.

NumPy in float64. Fixed points by Newton's method on all units and eigenvalues by numpy.linalg, so
that no reduction to Fourier modes is assumed; gains, drifts and errors by simulation.
"""
import numpy as np

N, SILENT, ALPHA, STEP_S = 24, 4, 0.1, 0.025
J0, J1 = -4.8, 5.92  # compass -> compass
K = 7.0  # shifter -> compass, 90 deg ahead of its turn
M0, M1 = -6.0, 12.0  # compass -> shifter
S0, S1 = -14.0, -8.0  # shifter -> shifter of the same turn
B_COMPASS, B_SHIFTER = 1.0, 6.5
A, G = 47.0, 1.5  # velocity, cue

theta = 2 * np.pi * np.arange(N) / N
d = theta[:, None] - theta[None, :]
compass, ccw, cw = (slice(k * N, (k + 1) * N) for k in range(3))
UNITS = 3 * N + SILENT
W = np.zeros((UNITS, UNITS))
W[compass, compass] = (J0 + J1 * np.cos(d)) / N
W[compass, ccw] = K * np.cos(d - np.pi / 2) / N
W[compass, cw] = K * np.cos(d + np.pi / 2) / N
W[ccw, compass] = W[cw, compass] = (M0 + M1 * np.cos(d)) / N
W[ccw, ccw] = W[cw, cw] = (S0 + S1 * np.cos(d)) / N
b = np.r_[np.full(N, B_COMPASS), np.full(2 * N, B_SHIFTER), np.full(SILENT, -1.0)]
W_in = np.zeros((UNITS, 3))
W_in[ccw, 0], W_in[cw, 0] = A, -A
W_in[compass, 1], W_in[compass, 2] = G * np.sin(theta), G * np.cos(theta)
readout = np.zeros((2, UNITS))  # not yet scaled
readout[0, compass], readout[1, compass] = np.sin(theta), np.cos(theta)


def run(w, velocity, start, x=None):
    """velocity [trials, steps], cue at start [trials] in the first 10 steps unless x is given."""
    trials, steps = velocity.shape
    cued = x is None
    x = np.zeros((trials, UNITS)) if cued else x.copy()
    r = np.maximum(x, 0)
    cue = np.stack([0 * start, np.sin(start), np.cos(start)], 1) @ W_in.T
    y = np.empty((trials, steps, 2))
    rates = np.empty((trials, steps, UNITS), np.float32)
    for t in range(steps):
        u = cue if cued and t < 10 else velocity[:, t, None] * W_in[:, 0]
        x = x + ALPHA * (-x + r @ w.T + u + b)
        r = np.maximum(x, 0)
        y[:, t], rates[:, t] = r @ readout.T, r
    return y, rates, x


def phase(y):
    return np.arctan2(y[..., 0], y[..., 1])


def speed(w, rad_per_step, x, settle=400, steps=8000):
    """Mean velocity of the bump in rad/step."""
    y, _, _ = run(w, np.full((1, settle + steps + 1), rad_per_step), np.zeros(1), x)
    turned = np.unwrap(phase(y[0]))
    return (turned[-1] - turned[settle]) / steps


def fixed_point(angle):
    x = run(W, np.zeros((1, 400)), np.array([angle]))[2][0]
    for _ in range(50):
        jacobian = -np.eye(UNITS) + W * (x > 0)
        x = x - np.linalg.solve(jacobian, -x + W @ np.maximum(x, 0) + b)
    return x, np.abs(-x + W @ np.maximum(x, 0) + b).max()


def cut(*populations):
    w = W.copy()
    for population in populations:
        w[:, population] = 0
    return w


def main():
    print("eigenvalues of W_rec", np.round(np.sort(np.linalg.eigvals(W).real)[[-1, -2, 0, 1, 2, 3, 4, 5, 6]], 5))
    half = np.pi / N
    for name, angle in (("midway", half), ("at a unit", 0.0)):
        x, residual = fixed_point(angle)
        values = np.linalg.eigvals(-np.eye(UNITS) + W * (x > 0))
        values = values[np.argsort(-values.real)]
        print(f"fixed point {name}: residual {residual:.1e}, phase {np.degrees(phase(readout @ np.maximum(x, 0))):.6f} deg,"
              f" active {[int((x[p] > 0).sum()) for p in (compass, ccw, cw)]}, eigenvalues {np.round(values[:4], 7)}")
    rest, _ = fixed_point(half)
    length = np.hypot(*(readout @ np.maximum(rest, 0)))
    print(f"|y| at rest before scaling {length:.12f}; peak rates {rest[compass].max():.6f} {rest[ccw].max():.6f}")
    x = rest[None]

    start = np.radians(np.arange(0, 360, 2.5))
    y, _, _ = run(W, np.zeros((len(start), 20000)), start)
    moved = np.degrees((phase(y[:, -1]) - start + np.pi) % (2 * np.pi) - np.pi)
    print(f"20000 steps at rest: largest move {np.abs(moved).max():.3f} deg, |y| {np.hypot(*y[:, -1].T).min() / length:.6f}"
          f" to {np.hypot(*y[:, -1].T).max() / length:.6f}")

    for deg_per_s in (10, 30, 60, 90, 120, 150, 180, 210, 230, 260):
        v = np.radians(deg_per_s) * STEP_S
        moving, rates, _ = run(W, np.full((1, 600), v), np.zeros(1), x)
        silent = rates[0, -1, cw].mean() / np.maximum(rest[cw], 0).mean()
        print(f"gain at {deg_per_s} deg/s {speed(W, v, x) / v:.6f}, |y| {np.hypot(*moving[0, -1]) / length:.3f},"
              f" CW shifters {silent:.3f} of rest")

    for name, w in (("CW", cut(cw)), ("CCW", cut(ccw)), ("both", cut(ccw, cw))):
        y, _, _ = run(w, np.zeros((1, 400)), np.zeros(1), x)
        v = np.radians(90) * STEP_S
        gain = (speed(w, v, x) - speed(w, -v, x)) / (2 * v)
        print(f"cut {name}: drift {np.degrees(speed(w, 0, x)) / STEP_S:.6f} deg/s, |y| {np.hypot(*y[0, -1]) / length:.6f},"
              f" gain {gain:.6f}")
    y, _, during = run(cut(compass), np.zeros((1, 100)), np.zeros(1), x)
    again, _, _ = run(W, np.zeros((1, 100)), np.zeros(1), during)
    print(f"cut compass for 100 steps: |y| {np.hypot(*y[0, -1]) / length:.2e} at the end; restored, half of |y| after"
          f" {np.argmax(np.hypot(*again[0].T) > length / 2) + 1} steps, {np.hypot(*again[0, -1]) / length:.4f} after 100")

    random = np.random.default_rng(1)
    velocity = np.zeros((400, 500))
    v = 0.05 * random.standard_normal(400)
    for t in range(10, 500):
        v = 0.03 * random.standard_normal(400) + 0.8 * v
        velocity[:, t] = v
    start = random.uniform(0, 2 * np.pi, 400)
    y, rates, _ = run(W, velocity, start)
    truth = start[:, None] + np.cumsum(velocity, axis=1)
    error = np.degrees(np.abs((phase(y) - truth + np.pi) % (2 * np.pi) - np.pi))
    print(f"momentum trials without pauses: mean error {error[:, 10:].mean():.3f} deg, at the end {error[:, -1].mean():.3f}")
    v = velocity[:, 10:]
    bins = np.floor((v / 0.1 + 1) * 10).astype(int)
    for name, p in (("compass", compass), ("CCW", ccw), ("CW", cw)):
        mean = rates[:, 10:, p].mean(axis=2)
        curve = np.array([mean[bins == k].mean() for k in range(20)])
        print(f"{name}: S_AV {1 - curve.min() / curve.max():.3f}")


if __name__ == "__main__":
    main()
