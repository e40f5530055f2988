"""DSR-1 in Mesa: one agent a household, `agents.do("step")`, counts through the data collector."""

from math import exp

import mesa

import dsr1
from dsr1 import DISPLACED, HOME, MIGRATED, SEED, ZONES

BEGINS = [float(wind) for wind in dsr1.DAMAGE_BEGINS]
HALF = [float(wind) for wind in dsr1.DAMAGE_HALF]


class Household(mesa.Agent):
    def __init__(self, model, zone, dwelling, income, savings):
        super().__init__(model)
        self.zone = zone
        self.dwelling = dwelling
        self.income = income
        self.assets = 1.0
        self.savings = savings
        self.risk = 0.1
        self.status = HOME

    def step(self):
        model, income, status = self.model, self.income, self.status
        assets, savings = self.assets, self.savings
        wind = model.wind[self.zone]
        hit = wind > 0
        full = 4 * income
        damage = 0.0
        if status == HOME and hit:
            begins = BEGINS[self.dwelling]
            gust = wind * (0.8 + 0.4 * model.random.random())
            above = max((gust - begins) / (HALF[self.dwelling] - begins), 0.0)
            cube = above * above * above
            damage = cube / (1 + cube)
            model.loss += damage * assets * full
            assets *= 1 - damage
        earned = income * model.random.lognormvariate(-0.045, 0.3) * (1 - 0.3 * damage)
        if status == MIGRATED:
            earned *= 1.2
        else:
            repair = min(0.4 * (1 - assets) * full, 0.5 * savings)
            assets = min(1.0, assets + repair / full)
            savings -= repair
        savings = min(max(1.01 * savings + 0.55 * earned - 0.45 * income, 0.0), 5 * income)
        risk = 0.85 * self.risk
        seen = 0.15 if hit and status != MIGRATED else 0.0
        risk += (1 - risk) * min(1.0, 0.6 * damage + seen)
        first = second = 0.0
        if status == HOME:
            if savings >= 0.25 * income:
                first = exp(-2 + 4 * risk - 3 * assets)
        elif status == DISPLACED:
            first = exp(-0.5 - 3 * risk + 2 * assets)
        else:
            first = exp(-4.0)
        if status != MIGRATED and savings >= income:
            others = 0.7 * model.migrated_share[self.zone] + 0.3 * model.migrated_in_all
            second = exp(-5.5 + 3 * risk - assets + 0.2 * savings / income + 2 * others)
        choice = model.random.random() * (1 + first + second)
        if choice < first:
            if status == HOME:
                savings -= 0.25 * income
                status = DISPLACED
            else:
                status = HOME
        elif choice < first + second:
            savings -= income
            status = MIGRATED
        model.by_status[status] += 1
        if status == MIGRATED:
            model.migrated[self.zone] += 1
        self.assets, self.savings, self.risk, self.status = assets, savings, risk, status


class Place(mesa.Model):
    def __init__(self, people, by_zone, winds, seed):
        super().__init__(seed=seed)
        zone, dwelling, income, savings = people
        self.count = len(income)
        self.by_zone = by_zone.tolist()
        self.winds = winds.astype(float).tolist()
        self.year = 0
        self.migrated_share = [0.0] * ZONES
        self.migrated_in_all = 0.0
        Household.create_agents(
            self,
            self.count,
            zone.tolist(),
            dwelling.tolist(),
            income.astype(float).tolist(),
            savings.astype(float).tolist(),
        )
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "home": lambda model: model.by_status[HOME],
                "displaced": lambda model: model.by_status[DISPLACED],
                "migrated": lambda model: model.by_status[MIGRATED],
                "loss": lambda model: model.loss,
            }
        )

    def step(self):
        self.wind = self.winds[self.year]
        self.loss = 0.0
        self.by_status = [0, 0, 0]
        self.migrated = [0] * ZONES
        self.agents.do("step")
        self.migrated_share = [gone / all for gone, all in zip(self.migrated, self.by_zone)]
        self.migrated_in_all = self.by_status[MIGRATED] / self.count
        self.year += 1
        self.datacollector.collect(self)


def prepare(people, by_zone):
    def play(future, winds):
        place = Place(people, by_zone, winds, SEED * 1000 + future)
        for _ in winds:
            place.step()
        return place.datacollector.get_model_vars_dataframe().to_numpy(float)

    return play


if __name__ == "__main__":
    dsr1.run("mesa", prepare)
