# SPDX-License-Identifier: Apache-2.0
"""Writes the arrays of this folder beside itself; needs NumPy.

x[n, t, f] = (100 n + 10 t + f) / 4 for the floats, without the division for whole numbers.
"""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
N, T, F = 3, 4, 2


def cube(kind):
    n, t, f = np.indices((N, T, F))
    x = 100 * n + 10 * t + f
    return (x / 4 if np.dtype(kind).kind == "f" else x % 120).astype(kind)


def save(name, x):
    np.save(FOLDER / f"{name}.npy", x)


for kind in ["<f2", "<f4", "<f8", ">f4", ">f8", "i1", "<i2", "<i4", ">i8", "u1", ">u2", "<u4", "<u8"]:
    order = {"<": "little", ">": "big"}.get(kind[0], "byte")
    save(f"{kind[-2:]}_{order}", cube(kind))
save("fortran", np.asfortranarray(cube("<f4")))
save("fortran_matrix", np.asfortranarray(cube("<f4")[:, :, 0]))
save("matrix", cube("<f4")[:, :, 0])
save("vector", cube("<f4")[:, 0, 0])
save("flags", np.array([[True, False], [False, True], [True, True]]))
save("missing", np.array([[1, np.nan], [np.nan, 4], [5, 6]], "f4"))
save("classes", np.array([2, -1, 2]))
save("numbers", np.array([[0.5, 1.5], [2.5, 3.5], [4.5, 5.5]]))
for version in [(2, 0), (3, 0)]:
    with open(FOLDER / f"version{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, cube("<f4"), version=version)

# What is refused.
save("objects", np.array([1, "a", None], object))
save("complex", np.zeros(3, "c8"))
save("texts", np.array(["up", "down", "up"]))
save("records", np.zeros(3, [("a", "f4"), ("b", "i2")]))
save("four_axes", np.zeros((2, 2, 2, 2), "f4"))

y = np.array([0, 1, 0])
np.savez(FOLDER / "stored.npz", x=cube("<f4"), y=y)
np.savez_compressed(FOLDER / "deflated.npz", data=cube("<f8"), labels=y)
np.savez(FOLDER / "unnamed.npz", first=y, second=cube("<f4"))
np.savez(FOLDER / "three.npz", a=cube("<f4"), b=y, c=y)
np.savez(FOLDER / "alone.npz", waves=cube("<f4"))

# What the examples of the reference read.
n, t, f = np.indices((20, 5, 2))
waves, states = np.sin(n + t + f).astype("f4"), np.arange(20) % 2
np.save(FOLDER / "waves_x.npy", waves)
np.save(FOLDER / "waves_y.npy", states)
np.savez(FOLDER / "waves.npz", x=waves, y=states)
