"""The coefficients of Elementary: python3 elementary_coefficients.py prints them (NumPy, mpmath).

Minimax fits by Lawson's iteration: least squares whose weights grow where the error is large. The numbers
in Elementary are these, rounded to floats. Errors printed are those of the fit, in exact arithmetic.
"""
import mpmath as mp
import numpy as np

mp.mp.dps = 40


def chebyshev(lo, hi, n):
    return lo + (hi - lo) * (1 - np.cos(np.pi * (np.arange(n) + 0.5) / n)) / 2


def polynomial(g, weight, lo, hi, degree, variable=lambda x: x, rounds=80, n=600):
    """sum c_k variable(x)^k for g(x), weighted."""
    x = chebyshev(lo, hi, n)
    value = np.array([float(g(mp.mpf(v))) for v in x])
    fixed = np.array([float(weight(mp.mpf(v))) for v in x])
    v = variable(x)
    s = np.abs(v).max()
    a = np.stack([(v / s) ** k for k in range(degree + 1)], 1)
    w, best = np.ones(n), None
    for _ in range(rounds):
        scale = np.sqrt(w) * fixed
        c, *_ = np.linalg.lstsq(a * scale[:, None], value * scale, rcond=None)
        error = np.abs(fixed * (a @ c - value))
        if best is None or error.max() < best[0]:
            best = error.max(), [c[k] / s**k for k in range(degree + 1)]
        w *= error / error.max() + 1e-3
        w /= w.max()
    return best


square = lambda v: v * v
half = float(mp.log(2) / 2) * 1.001
print("tanh", polynomial(lambda x: (mp.tanh(x) / x - 1) / (x * x), lambda x: x**3 / mp.tanh(x), 1e-3, 0.625, 4, square))
print("log", polynomial(lambda f: (mp.log1p(f) / f - 1) / f, lambda f: abs(f * f / mp.log1p(f)),
                        float(mp.sqrt(0.5) - 1), float(mp.sqrt(2) - 1), 8))
print("exp", polynomial(lambda r: ((mp.e**r - 1) / r - 1) / r, lambda r: r * r / mp.e**r, -half, half, 4))
print("sin", polynomial(lambda v: mp.sin(mp.pi / 2 * v) / v, lambda v: v / mp.sin(mp.pi / 2 * v), 1e-6, 1, 4, square))
print("cos", polynomial(lambda v: (mp.cos(mp.pi / 2 * v) - 1) / (v * v), square, 1e-4, 1, 4, square))
