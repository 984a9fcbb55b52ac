"""Writes numpy_orders.npz: 0..23 of shape (2, 3, 4) in ways that NumPy may store an array."""
import os

import numpy as np

a = np.arange(24.0).reshape(2, 3, 4)
np.savez_compressed(
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "numpy_orders.npz"),
    fortran=np.asfortranarray(a),
    big_endian=a.astype(">f4"),
    integers=a.astype(np.int64),
    compressed=a,
)
