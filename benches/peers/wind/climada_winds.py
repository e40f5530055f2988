"""Largest winds of storms at points by CLIMADA's tropical-cyclone module: reads a file of storms, prints
winds. Called by `run` beside this file, in the environment that it makes."""

import json
import sys

import numpy as np
import xarray as xr
from climada.hazard import Centroids, TropCyclone
from climada.hazard.trop_cyclone import trop_cyclone_windfields as windfields

KM_PER_NAUTICAL_MILE = 1.852
ENVIRONMENT_HPA = 1010.0
# Between the positions that are handed in everything is linear in time.
STEP_MINUTES = 3
MODELS = ["H08", "H1980"]
# Beyond this many kilometres from the centre nothing is computed.
MOST_KM = 1000


def track(storm):
    """A storm as CLIMADA takes it."""
    minutes = np.array(storm["minutes"], dtype=float)
    steps = [np.arange(a, b, STEP_MINUTES) for a, b in zip(minutes[:-1], minutes[1:])]
    fine = np.concatenate([*steps, minutes[-1:]])

    def along(name):
        return ("time", np.interp(fine, minutes, np.array(storm[name], dtype=float)))

    hours = np.diff(fine, prepend=fine[0] - STEP_MINUTES) / 60.0
    start = np.datetime64(storm["start"].replace(" ", "T"), "s")
    radius_km = along("radius_km")[1]
    return xr.Dataset(
        {
            "time_step": ("time", hours),
            "radius_max_wind": ("time", radius_km / KM_PER_NAUTICAL_MILE),
            "max_sustained_wind": along("wind_ms"),
            "central_pressure": along("pressure_hpa"),
            "environmental_pressure": ("time", np.full(fine.size, ENVIRONMENT_HPA)),
            "basin": ("time", np.full(fine.size, "NA")),
        },
        coords={
            "time": start + (fine * 60).astype("timedelta64[s]"),
            "lat": along("lat"),
            "lon": along("lon"),
        },
        attrs={
            "max_sustained_wind_unit": "m/s",
            "central_pressure_unit": "mb",
            "name": storm["id"],
            "sid": storm["id"],
            "orig_event_flag": True,
            "data_provider": "handed in",
            "id_no": 1,
            "category": 5,
        },
    )


def own_maximum(taken):
    """Largest wind of H08 along a track, m/s: what it makes of the pressure."""
    si = windfields.tctrack_to_si(taken)
    windfields._rho_air(si, windfields.DEF_RHO_AIR)
    windfields._bs_holland_2008(si)
    windfields._v_max_s_holland_2008(si)
    return si["vmax"].values


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    points = Centroids(lat=np.array(given["lat"]), lon=np.array(given["lon"]))
    every = np.arange(len(given["lat"]))
    told = {}
    for storm in given["storms"]:
        taken = track(storm)
        told[storm["id"]] = {
            model: TropCyclone.from_single_track(
                taken, points, every, model=model, intensity_thres=0.0, max_dist_eye_km=MOST_KM
            )
            .intensity.toarray()[0]
            .tolist()
            for model in MODELS
        }
        fine = (taken["time"].values - taken["time"].values[0]) / np.timedelta64(60, "s")
        told[storm["id"]]["H08 own"] = np.interp(storm["at"], fine, own_maximum(taken)).tolist()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
