"""DSR-1 in Numba: a compiled loop over arrays, NumPy's generator inside it, one thread, no fastmath."""

import numba
import numpy as np

import dsr1
from dsr1 import SEED, ZONES

f = np.float32


@numba.njit(error_model="numpy")
def step(
    rng, zones, dwellings, incomes, all_assets, all_savings, risks, statuses, winds,
    migrated_share, migrated_in_all, migrated,
):  # fmt: skip
    displaced = 0
    in_all = 0
    loss = 0.0
    migrated[:] = 0
    for i in range(incomes.size):
        zone = zones[i]
        wind = winds[zone]
        hit = wind > f(0)
        status = statuses[i]
        income = incomes[i]
        full = f(4) * income
        assets = all_assets[i]
        savings = all_savings[i]
        risk = risks[i]
        damage = f(0)
        if status == 0 and hit:
            dwelling = dwellings[i]
            begins = f(20) if dwelling == 0 else (f(26) if dwelling == 1 else f(30))
            half = f(50) if dwelling == 0 else (f(75) if dwelling == 1 else f(100))
            gust = wind * (f(0.8) + f(0.4) * rng.random(dtype=np.float32))
            above = max((gust - begins) / (half - begins), f(0))
            cube = above * above * above
            damage = cube / (f(1) + cube)
            loss += damage * assets * full
            assets *= f(1) - damage
        luck = rng.standard_normal(dtype=np.float32)
        earned = income * np.exp(f(0.3) * luck - f(0.045)) * (f(1) - f(0.3) * damage)
        if status == 2:
            earned *= f(1.2)
        else:
            repair = min(f(0.4) * (f(1) - assets) * full, f(0.5) * savings)
            assets = min(f(1), assets + repair / full)
            savings -= repair
        savings = f(1.01) * savings + f(0.55) * earned - f(0.45) * income
        savings = min(max(savings, f(0)), f(5) * income)
        seen = f(0.6) * damage
        if hit and status != 2:
            seen += f(0.15)
        risk *= f(0.85)
        risk += (f(1) - risk) * min(f(1), seen)
        first = f(0)
        second = f(0)
        if status == 0:
            if savings >= f(0.25) * income:
                first = np.exp(f(-2) + f(4) * risk - f(3) * assets)
        elif status == 1:
            first = np.exp(f(-0.5) - f(3) * risk + f(2) * assets)
        else:
            first = np.exp(f(-4))
        if status != 2 and savings >= income:
            others = f(0.7) * migrated_share[zone] + f(0.3) * migrated_in_all
            wealth = f(0.2) * savings / income
            second = np.exp(f(-5.5) + f(3) * risk - assets + wealth + f(2) * others)
        choice = rng.random(dtype=np.float32) * (f(1) + first + second)
        if choice < first:
            if status == 0:
                savings -= f(0.25) * income
                status = 1
            else:
                status = 0
        elif choice < first + second:
            savings -= income
            status = 2
        if status == 1:
            displaced += 1
        elif status == 2:
            in_all += 1
            migrated[zone] += 1
        all_assets[i] = assets
        all_savings[i] = savings
        risks[i] = risk
        statuses[i] = status
    return displaced, in_all, loss


def prepare(people, by_zone):
    zone, dwelling, income, savings_at_start = people
    count = income.size

    def play(future, winds):
        rng = np.random.Generator(np.random.SFC64([SEED, future]))
        assets = np.ones(count, f)
        savings = savings_at_start.copy()
        risk = np.full(count, 0.1, f)
        status = np.zeros(count, np.uint8)
        migrated = np.zeros(ZONES, np.int64)
        share, in_all = np.zeros(ZONES, f), f(0)
        rows = []
        for wind in winds:
            displaced, gone, loss = step(
                rng, zone, dwelling, income, assets, savings, risk, status, wind, share, in_all,
                migrated,
            )  # fmt: skip
            share, in_all = (migrated / by_zone).astype(f), f(gone / count)
            rows.append((count - displaced - gone, displaced, gone, loss))
        return rows

    # Compiles before the clock of the stepping starts; the whole process has it.
    play(0, np.zeros((1, ZONES), f))
    return play


if __name__ == "__main__":
    dsr1.run("numba", prepare)
