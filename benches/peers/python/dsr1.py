"""What the Python peers share of DSR-1: hash, population, hazard, and the line that a peer prints."""

import json
import sys
import time

import numpy as np

ZONES = 64
SEED = 12_345
HOME, DISPLACED, MIGRATED = 0, 1, 2
# Winds at which damage begins and at which half of the value is lost, m/s, by dwelling class.
DAMAGE_BEGINS = np.array([20, 26, 30], np.float32)
DAMAGE_HALF = np.array([50, 75, 100], np.float32)


def mix(x):
    """The finaliser of SplitMix64."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def uniform(tag, i, j, k):
    """The uniform number in [0, 1) of an address."""

    def word(value):
        return np.atleast_1d(np.asarray(value, np.uint64))

    with np.errstate(over="ignore"):
        bits = mix(word(SEED) ^ mix(word(tag) ^ mix(word(i) ^ mix(word(j) ^ mix(word(k))))))
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53


def population(households):
    """Zone, dwelling class, income and savings at the start: the same in every future."""
    i = np.arange(households, dtype=np.uint64)
    zone = (i * np.uint64(ZONES) // np.uint64(households)).astype(np.uint16)
    share = uniform(22, 0, 0, i)
    dwelling = np.where(share < 0.3, 0, np.where(share < 0.8, 1, 2)).astype(np.uint8)
    radius = np.sqrt(-2 * np.log1p(-uniform(20, 0, 0, i)))
    normal = radius * np.cos(2 * np.pi * uniform(21, 0, 0, i))
    income = (2000 * np.exp(0.6 * normal)).astype(np.float32)
    savings = (income * uniform(23, 0, 0, i)).astype(np.float32)
    return zone, dwelling, income, savings


def winds(future, years):
    """The strongest wind of each year and zone of a future, m/s; 0 where there is none."""
    year = np.arange(years, dtype=np.uint64)[:, None]
    zone = np.arange(ZONES, dtype=np.uint64)[None, :]
    rate = 0.15 + 0.45 * (np.arange(ZONES) % 8) / 7
    draw = uniform(1, future, year, zone)
    events = np.zeros((years, ZONES), int)
    chance = np.exp(-rate) * np.ones((years, 1))
    below = chance.copy()
    for count in range(1, 9):
        events[draw >= below] = count
        chance = chance * rate / count
        below = below + chance
    strongest = np.zeros((years, ZONES))
    for event in range(8):
        wind = 33 - 90 * ((1 - uniform(2 + event, future, year, zone)) ** 0.1 - 1)
        strongest = np.where(event < events, np.maximum(strongest, wind), strongest)
    return strongest.astype(np.float32)


def run(peer, prepare):
    """Plays the futures asked for on the command line (households, years, futures) and prints the line
    that the runner reads. `prepare(population, by_zone)` gives a function that plays one future under
    given winds; it returns a row (home, displaced, migrated, loss) for each year. Only the time in that
    function counts as stepping."""
    households, years, futures = (int(text) for text in sys.argv[1:4])
    people = population(households)
    play = prepare(people, np.bincount(people[0], minlength=ZONES))
    stepping, rows = 0.0, []
    for future in range(futures):
        wind = winds(future, years)
        start = time.process_time()
        played = play(future, wind)
        stepping += time.process_time() - start
        rows.append(played)
    rows = np.asarray(rows, np.float64)
    line = {
        "peer": peer,
        "households": households,
        "years": years,
        "futures": futures,
        "stepping_s": stepping,
        "displaced": rows[:, -1, DISPLACED].mean() / households,
        "migrated": rows[:, -1, MIGRATED].mean() / households,
        "loss": rows[:, :, 3].mean() / households,
    }
    print(json.dumps(line))
