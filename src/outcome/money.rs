//! Outcomes of money that reaches households: support, insurance, remittances, channels, cover.

use super::{Outcome, Wanted};

/// `below_survival_person_months`.
pub(super) const BELOW_SURVIVAL: Outcome = Outcome {
    id: "below_survival_person_months",
    label: "Below the survival line (person-months)",
    noun: "person-months below the survival line",
    wanted: Wanted::Lower,
    headline: false,
    about: "Person-months in which what is left of income, with income support, lies below the survival line.",
};

/// `assets_sold_usd`.
pub(super) const ASSETS_SOLD: Outcome = Outcome {
    id: "assets_sold_usd",
    label: "Belongings sold in distress (USD)",
    noun: "USD of belongings sold in distress",
    wanted: Wanted::Lower,
    headline: false,
    about: "What households would have to sell to keep to the survival line, or to what they lived on before if that is less, beyond their savings; counted, not taken from them.",
};

/// `gap_person_months`.
pub(super) const GAP: Outcome = Outcome {
    id: "gap_person_months",
    label: "Gap after relief (person-months)",
    noun: "person-months in the gap after relief",
    wanted: Wanted::Lower,
    headline: false,
    about: "Person-months of households that an event displaced or whose dwelling it severely damaged, after the months of relief, with less than 80 % of the income without shocks (livelihood.gap_income_share) and no income support.",
};

/// `income_support_usd`.
pub(super) const INCOME_SUPPORT: Outcome = Outcome {
    id: "income_support_usd",
    label: "Income support received (USD)",
    noun: "USD of income support received",
    wanted: Wanted::None,
    headline: false,
    about: "Income support that households received.",
};

/// `programme_premiums_usd`.
pub(super) const PROGRAMME_PREMIUMS: Outcome = Outcome {
    id: "programme_premiums_usd",
    label: "Premiums paid by programmes (USD)",
    noun: "USD of premiums paid by programmes",
    wanted: Wanted::None,
    headline: false,
    about: "Premiums that programmes paid to insurers for covered dwellings.",
};

/// `remittances_usd`.
pub(super) const REMITTANCES: Outcome = Outcome {
    id: "remittances_usd",
    label: "Received from relatives abroad (USD)",
    noun: "USD received from relatives abroad",
    wanted: Wanted::Higher,
    headline: false,
    about: "What relatives abroad sent towards repair and moves and seasonal workers sent home, as it arrived.",
};

/// `remittance_fees_usd`.
pub(super) const REMITTANCE_FEES: Outcome = Outcome {
    id: "remittance_fees_usd",
    label: "Fees on money from abroad (USD)",
    noun: "USD lost to fees on money from abroad",
    wanted: Wanted::Lower,
    headline: false,
    about: "What fees took of the money that was sent for repair and home from seasonal work.",
};

/// `regular_moves_people`.
pub(super) const REGULAR_MOVES: Outcome = Outcome {
    id: "regular_moves_people",
    label: "Moved regularly",
    noun: "people who left by a regular channel",
    wanted: Wanted::None,
    headline: false,
    about: "People who left for a destination with stated channels by one of them.",
};

/// `irregular_moves_people`.
pub(super) const IRREGULAR_MOVES: Outcome = Outcome {
    id: "irregular_moves_people",
    label: "Moved irregularly",
    noun: "people who left outside of regular channels",
    wanted: Wanted::Lower,
    headline: false,
    about: "People who left for a destination with stated channels outside of them.",
};

/// `labour_places_used_people`.
pub(super) const LABOUR_PLACES_USED: Outcome = Outcome {
    id: "labour_places_used_people",
    label: "Seasons worked abroad",
    noun: "seasons worked abroad",
    wanted: Wanted::None,
    headline: false,
    about: "Seasons that members of households worked abroad in circular channels.",
};

/// `seasonal_earnings_usd`.
pub(super) const SEASONAL_EARNINGS: Outcome = Outcome {
    id: "seasonal_earnings_usd",
    label: "Seasonal earnings sent home (USD)",
    noun: "USD of seasonal earnings that came home",
    wanted: Wanted::Higher,
    headline: false,
    about: "Earnings of seasons abroad that came home, net of fees and of the cost of the place.",
};

/// `arrival_income_loss_usd`.
pub(super) const ARRIVAL_INCOME_LOSS: Outcome = Outcome {
    id: "arrival_income_loss_usd",
    label: "Income lost after arrival (USD)",
    noun: "USD of income lost after arrival",
    wanted: Wanted::Lower,
    headline: false,
    about: "Income from work that households which moved within the area did not earn at first.",
};

/// `payout_usd`.
pub(super) const PAYOUT: Outcome = Outcome {
    id: "payout_usd",
    label: "Paid out of cover (USD)",
    noun: "USD paid out of cover",
    wanted: Wanted::None,
    headline: false,
    about: "Cover that was arranged before events and paid out after them.",
};

/// `payout_without_loss_usd`.
pub(super) const PAYOUT_WITHOUT_LOSS: Outcome = Outcome {
    id: "payout_without_loss_usd",
    label: "Paid out beyond losses (USD)",
    noun: "USD paid out beyond losses",
    wanted: Wanted::Lower,
    headline: false,
    about: "The part of it beyond the loss of dwellings in the event: the basis risk of a trigger by wind.",
};
