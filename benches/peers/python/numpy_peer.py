"""DSR-1 in NumPy: one array a field, whole-array operations in single precision."""

import numpy as np

import dsr1
from dsr1 import DISPLACED, HOME, MIGRATED, SEED, ZONES

f = np.float32


def prepare(people, by_zone):
    zone, dwelling, income, savings_at_start = people
    count = income.size
    begins = dsr1.DAMAGE_BEGINS[dwelling]
    per_width = f(1) / (dsr1.DAMAGE_HALF[dwelling] - begins)
    full = f(4) * income

    def play(future, winds):
        rng = np.random.Generator(np.random.SFC64([SEED, future]))
        assets = np.ones(count, f)
        savings = savings_at_start.copy()
        risk = np.full(count, 0.1, f)
        status = np.zeros(count, np.uint8)
        migrated_share, migrated_in_all = np.zeros(ZONES, f), f(0)
        rows = []
        for wind_of_zone in winds:
            home, gone = status == HOME, status == MIGRATED
            wind = wind_of_zone[zone]
            hit = wind > 0
            # Damage.
            damage = np.zeros(count, f)
            struck = np.nonzero(home & hit)[0]
            gust = wind[struck] * (f(0.8) + f(0.4) * rng.random(struck.size, f))
            above = np.maximum((gust - begins[struck]) * per_width[struck], f(0))
            cube = above * above * above
            damage[struck] = cube / (f(1) + cube)
            loss = (damage[struck] * assets[struck] * full[struck]).sum(dtype=np.float64)
            assets *= f(1) - damage
            # Income, recovery, savings.
            earned = income * np.exp(f(0.3) * rng.standard_normal(count, f) - f(0.045))
            earned[gone] *= f(1.2)
            earned *= f(1) - f(0.3) * damage
            repair = np.minimum(f(0.4) * (f(1) - assets) * full, f(0.5) * savings)
            repair[gone] = 0
            assets = np.minimum(f(1), assets + repair / full)
            savings -= repair
            savings = np.clip(
                f(1.01) * savings + f(0.55) * earned - f(0.45) * income, f(0), f(5) * income
            )
            # Perception of risk.
            risk *= f(0.85)
            risk += (f(1) - risk) * np.minimum(f(1), f(0.6) * damage + f(0.15) * (hit & ~gone))
            # Decision.
            first = np.where(
                home,
                f(-2) + f(4) * risk - f(3) * assets,
                np.where(gone, f(-4), f(-0.5) - f(3) * risk + f(2) * assets),
            )
            others = (f(0.7) * migrated_share + f(0.3) * migrated_in_all)[zone]
            second = f(-5.5) + f(3) * risk - assets + f(0.2) * savings / income + f(2) * others
            first = np.exp(first) * (~home | (savings >= f(0.25) * income))
            second = np.exp(second) * (~gone & (savings >= income))
            choice = rng.random(count, f) * (f(1) + first + second)
            moves = choice < first
            leaves = ~moves & (choice < first + second)
            savings[moves & home] -= f(0.25) * income[moves & home]
            savings[leaves] -= income[leaves]
            settled = np.where(leaves, MIGRATED, status)
            status = np.where(moves, np.where(home, DISPLACED, HOME), settled).astype(np.uint8)
            # Counts.
            migrated = np.bincount(zone, weights=status == MIGRATED, minlength=ZONES)
            in_all, displaced = int(migrated.sum()), int((status == DISPLACED).sum())
            migrated_share, migrated_in_all = (migrated / by_zone).astype(f), f(in_all / count)
            rows.append((count - displaced - in_all, displaced, in_all, loss))
        return rows

    return play


if __name__ == "__main__":
    dsr1.run("numpy", prepare)
