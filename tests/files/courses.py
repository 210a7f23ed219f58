# SPDX-License-Identifier: Apache-2.0
"""Variables of a results file, read one by one."""
import h5py
import xarray


def courses(path, names):
    """Variables of a results file by seconds; xarray itself takes long over hundreds that nobody reads."""
    found = xarray.Dataset()
    with h5py.File(path) as file:
        for name in names:
            dims = ["time"] + [name.split("_")[0]] * (file[name].ndim - 1)
            coords = {d: file[d].asstr()[:] if d != "time" else file[d][:] for d in dims}
            found[name] = xarray.DataArray(file[name][:], coords, dims)
    return found
