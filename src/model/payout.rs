//! Who pays for a loss: shares that insurers, landlords, relatives and programmes bear (model M8).

use super::coefficients::Given;
use super::households::Households;
use super::recovery::is_insured;
use super::run::Run;
use super::trace::Payers;
use crate::plan::population::{NO_TIES, Tenure};
use crate::scenario::lever::Combine;

/// Shares of a loss that others pay in the end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payout {
    /// By insurers.
    pub(super) insurance: f64,
    /// Of what programmes insure, paid at once.
    pub(super) cover: f64,
    /// By landlords.
    pub(super) landlord: f64,
    /// By relatives.
    pub(super) relatives: f64,
    /// By programmes, of what is left.
    pub(super) grant: f64,
}

impl Payout {
    /// Those of the last loss of a household.
    pub(super) fn of(run: &Run<'_>, i: usize) -> Self {
        let given = run.given;
        let recovery = &given.parameters.recovery;
        let population = &given.place.population;
        let tenure = population.tenure[i];
        Self {
            insurance: if is_insured(given.parameters, population, i) {
                recovery.insured_payout_share
            } else {
                0.0
            },
            cover: f64::from(run.households.claim_cover_share[i]),
            landlord: if tenure == Tenure::Renter { recovery.landlord_funding_share } else { 0.0 },
            relatives: if population.ties[i] == NO_TIES {
                0.0
            } else {
                recovery.remittance_share_of_loss * (1.0 - f64::from(run.households.fee_share[i]))
            },
            grant: if run.is_denied_for_title(i) {
                0.0
            } else {
                f64::from(run.households.grant_share[i])
            },
        }
    }

    /// Share of the loss that insurers have paid by `months` after it.
    pub(super) fn insured(&self, months: f64, insurance_lag: f64) -> f64 {
        let own = if months >= insurance_lag { self.insurance } else { 0.0 };
        if self.cover > 0.0 { Combine::Complement.together(own, self.cover) } else { own }
    }

    /// Share of the loss that has come in by `months` after it, without the grant.
    pub(super) fn paid(&self, months: f64, insurance_lag: f64) -> f64 {
        let insurance = self.insured(months, insurance_lag);
        (insurance + self.landlord + self.relatives * (months / 12.0).min(1.0)).min(1.0)
    }

    /// Part of the next payout that relatives send, by what they and the other payers still owe.
    pub(super) fn relatives_share(
        &self,
        given: &Given<'_>,
        households: &Households,
        i: usize,
        months: f64,
    ) -> f64 {
        let loss = f64::from(households.loss_usd[i]);
        let lag = given.parameters.recovery.insurance_lag_months;
        let insurance = self.insured(months, lag);
        let sent = f64::from(households.spent_relatives_usd[i]);
        let others_paid = f64::from(households.spent_payout_usd[i]) - sent;
        let relatives = (self.relatives * (months / 12.0).min(1.0) * loss - sent).max(0.0);
        let others = ((insurance + self.landlord) * loss - others_paid).max(0.0);
        let owed = relatives + others;
        if owed > 0.0 { relatives / owed } else { 0.0 }
    }

    /// Who pays, the programme aside.
    pub(super) fn payers(&self) -> Payers {
        Payers {
            insurer: self.insurance > 0.0 || self.cover > 0.0,
            landlord: self.landlord > 0.0,
            relatives: self.relatives > 0.0,
        }
    }

    /// Share of the loss left to the household in the end.
    pub(super) fn left(&self) -> f64 {
        (1.0 - self.insured(f64::INFINITY, 0.0) - self.landlord - self.relatives).max(0.0)
            * (1.0 - self.grant)
    }
}
