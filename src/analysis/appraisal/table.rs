//! `appraisal.csv` and `fiscal.csv`: one line a figure.

use super::{Appraisal, StrategyAppraisal};
use crate::results::format::csv::CsvTable;
use crate::results::format::digits::{OF_MONEY, OF_REST, rounded};
use crate::stats::Interval;

/// What the third dividend is.
const NOT_IN_THE_MODEL: &str = "not in the model";

/// `appraisal.csv`: strategy against baseline; `detail` is the basis, payer, fifth or elasticity.
pub fn appraisal_csv(appraisal: &Appraisal) -> Vec<u8> {
    let mut csv = CsvTable::new(&[
        "strategy",
        "baseline",
        "quantity",
        "detail",
        "discount_rate_per_year",
        "unit",
        "value",
        "low",
        "high",
        "note",
    ]);
    for strategy in &appraisal.strategies {
        for line in lines(strategy) {
            let [quantity, detail, rate, unit, value, low, high, note] = line;
            let (id, baseline) = (strategy.strategy.clone(), appraisal.baseline.clone());
            csv.write(&[id, baseline, quantity, detail, rate, unit, value, low, high, note]);
        }
    }
    for switch in &appraisal.switches {
        let told = if switch.same {
            vec![(String::new(), "the same flows: no order")]
        } else if switch.rates.is_empty() {
            vec![(String::new(), "none between 0 and 30 % a year")]
        } else {
            switch.rates.iter().map(|rate| (rounded(*rate, OF_REST), "")).collect()
        };
        for (rate, note) in told {
            csv.write(&[
                &switch.second,
                &switch.first,
                "switching_rate",
                "assets_and_displacement",
                "",
                "per year",
                &rate,
                "",
                "",
                note,
            ]);
        }
    }
    csv.into_bytes()
}

type Line = [String; 8];

fn line(
    quantity: &str,
    detail: &str,
    rate: Option<f64>,
    unit: &str,
    value: Option<f64>,
    interval: Option<Interval>,
    note: &str,
) -> Line {
    let text = |value: Option<f64>, decimals| {
        value.map_or_else(String::new, |value| rounded(value, decimals))
    };
    let decimals = if unit == "USD" { OF_MONEY } else { OF_REST };
    let shown = |value| text(value, decimals);
    let (low, high) = (interval.map(|it| it.low), interval.map(|it| it.high));
    [
        quantity.to_owned(),
        detail.to_owned(),
        text(rate, OF_REST),
        unit.to_owned(),
        shown(value),
        shown(low),
        shown(high),
        note.to_owned(),
    ]
}

fn lines(strategy: &StrategyAppraisal) -> Vec<Line> {
    let mut lines = Vec::new();
    for it in &strategy.measures {
        let (basis, rate) = (it.basis.id(), Some(it.rate));
        lines.push(line("cost", basis, rate, "USD", Some(it.cost), None, ""));
        lines.push(line("benefit", basis, rate, "USD", Some(it.benefit), None, ""));
        let net = Some(it.net);
        lines.push(line("net_present_value", basis, rate, "USD", net, it.net_interval, ""));
        let note = match it.ratio {
            Some(_) => "",
            None if strategy.same => "nothing to compare",
            None => "does not cost more than the baseline",
        };
        let (ratio, interval) = (it.ratio, it.ratio_interval);
        lines.push(line("benefit_cost_ratio", basis, rate, "ratio", ratio, interval, note));
        if it.ratio_range.is_some() {
            let name = "benefit_cost_ratio_range";
            let note = "from the lowest to the highest cost of displacement";
            lines.push(line(name, basis, rate, "ratio", ratio, it.ratio_range, note));
        }
        let worth = Some(f64::from(it.worth));
        lines.push(line("futures_worth_it", basis, rate, "futures", worth, None, ""));
        let chance = Some(it.worth_chance);
        lines.push(line("chance_worth_it", basis, rate, "share", None, chance, ""));
    }
    for it in &strategy.payers {
        let rate = Some(it.rate);
        let more = Some(it.difference);
        lines.push(line("net_cost_of_payer", &it.payer, rate, "USD", more, it.interval, ""));
    }
    let it = &strategy.dividends;
    let own = "at the model's own rate, USD of well-being";
    lines.push(line("dividend", "1_avoided_loss", None, "USD", Some(it.avoided_loss), None, ""));
    lines.push(line("dividend", "2_opportunity", None, "USD", Some(it.opportunity), None, own));
    let third = it.co_benefits;
    lines.push(line("dividend", "3_co_benefits", None, "USD", third, None, NOT_IN_THE_MODEL));
    let it = &strategy.deaths;
    let counted = "not discounted";
    let averted = Some(it.averted);
    lines.push(line("deaths_averted", "", None, "people", averted, it.interval, counted));
    if it.value_usd.is_some() {
        let note = "not discounted, in no ratio";
        lines.push(line("value_of_deaths_averted", "", None, "USD", it.value_usd, None, note));
    }
    if let Some(equity) = &strategy.equity {
        for (fifth, usd) in equity.by_fifth.iter().enumerate() {
            let detail = format!("fifth_{}", fifth + 1);
            lines.push(line("avoided_damage", &detail, None, "USD", Some(*usd), None, counted));
        }
        for it in &equity.weighted {
            let detail = format!("eta_{}", it.eta);
            let sum = Some(it.avoided);
            lines.push(line("weighted_avoided_damage", &detail, None, "USD", sum, None, counted));
        }
    }
    lines
}

/// `fiscal.csv`: chances that the dearest year, or three years in a row, cost the public more than an
/// amount; the thresholds of the scenario, then the curve.
pub fn fiscal_csv(appraisal: &Appraisal) -> Vec<u8> {
    let mut csv = CsvTable::new(&[
        "strategy",
        "kind",
        "years_in_a_row",
        "usd",
        "futures_above",
        "futures",
        "share",
        "chance_low",
        "chance_high",
    ]);
    for cost in &appraisal.public_cost {
        for (kind, rows) in [("threshold", &cost.thresholds), ("curve", &cost.curve)] {
            for row in rows {
                csv.write(&[
                    cost.strategy.clone(),
                    kind.to_owned(),
                    row.years.to_string(),
                    rounded(row.usd, OF_MONEY),
                    row.futures.to_string(),
                    appraisal.replicates.to_string(),
                    rounded(row.share, OF_REST),
                    rounded(row.chance.low, OF_REST),
                    rounded(row.chance.high, OF_REST),
                ]);
            }
        }
    }
    csv.into_bytes()
}
