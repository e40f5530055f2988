//! The checks, in the order in which they are shown.

use super::{Check, Group};
use super::{belief, choices, damage, futures, hazards, money, places, published, recovery, wind};

macro_rules! checks {
    ($($group:ident $id:literal $run:path, $says:literal, $source:literal;)*) => {
        &[$(Check { id: $id, group: Group::$group, says: $says, source: $source, run: $run }),*]
    };
}

/// All checks: limit cases by number, then vectors, then what others have published.
pub const CHECKS: &[Check] = checks! {
    LimitCase "1" places::nothing_but_moves, "without hazard only moves, at stated rates", "closed form";
    LimitCase "2" damage::displacements, "displacements: people times months with events", "closed form";
    LimitCase "3" hazards::sums_of_losses, "sums of losses are compound Poisson", "closed form";
    LimitCase "4" hazards::clustered_counts, "clustered counts are negative binomial", "closed form";
    LimitCase "5" hazards::winds_and_their_maxima, "winds are Pareto, their yearly maxima GEV", "closed form; survival and return levels computed apart";
    LimitCase "6" hazards::rising_sea, "a rising sea multiplies the rate of each level", "closed form (Gumbel)";
    LimitCase "7" hazards::zones_together, "zones flood together or apart", "closed form";
    LimitCase "8" damage::curves_and_spread, "damage: its curves and its spread", "Emanuel 2011; Beta distribution; vectors computed apart";
    LimitCase "9" damage::damage_adds_up, "damage adds up in any order, never passes one", "closed form";
    LimitCase "10" damage::habitability, "a steep curve of habitability is a threshold", "closed form; Beta distribution";
    LimitCase "11" belief::odds_of_leaving, "without reasons the odds of leaving are even", "closed form";
    LimitCase "12" places::places_hold_what_they_hold, "places are never overfilled", "what the scenario states";
    LimitCase "13" futures::conservation, "nobody is lost; what is paid is received", "conservation";
    LimitCase "14" belief::belief_after_an_event, "belief rests, learns and forgets", "closed form; vector computed apart";
    LimitCase "15" belief::memory_is_long, "memory is longer than in another form", "closed form; DYNAMO-M (Tierolf et al. 2023)";
    LimitCase "16" choices::certainty_equivalents, "what a risk is worth", "closed form; vectors computed apart";
    LimitCase "17" choices::nested_logit, "options share the choice: nested logit", "closed form; vector computed apart";
    LimitCase "18" places::trapped, "who is trapped, by money, papers and homes", "what the scenario states";
    LimitCase "19" belief::who_has_decided, "who has decided by a time, whatever the step", "closed form";
    LimitCase "20" recovery::geometric_return, "return at one rate is geometric", "closed form";
    LimitCase "21" recovery::frailty, "gamma frailty slows the return of a group", "closed form";
    LimitCase "22" recovery::repair, "repair is exponential, and bound by crews", "closed form";
    LimitCase "23" money::wellbeing, "well-being: discounting, lost consumption", "Hallegatte et al. 2017; Middelanis et al. 2025";
    LimitCase "24" money::insurance, "full insurance at once costs its premium", "closed form";
    LimitCase "25" damage::damage_factor, "a factor on all damage scales the loss", "closed form";
    LimitCase "26" money::warned_goods, "a trusted warning saves its share of goods", "closed form";
    LimitCase "27" futures::nothing_changes_nothing, "no effect or no coverage changes no bit", "the same futures";
    LimitCase "28" futures::threads_do_not_matter, "one thread or eight: the same records", "the same futures";
    LimitCase "29" futures::weights_keep_totals, "weights leave expected totals as they are", "closed form (binomial)";
    LimitCase "30" futures::pairing_gains, "pairing takes out what strategies share", "variance of a difference";
    LimitCase "31" futures::incomes_are_unequal, "incomes are as unequal as stated", "lognormal Gini";
    LimitCase "32" hazards::rare_winds, "rare winds are known as their number allows", "closed form (binomial)";
    Vector "wind field" wind::field, "radius, profile, beside a track", "the wind field programmed apart, in Python";
    Vector "surge" hazards::surge_heights, "height of the surge by wind", "formula of the surge computed apart";
    Vector "displaced" damage::yearly_displacement, "displaced share a year, by wind alone", "Monte Carlo computed apart, to 3 %";
    Published "V-2" published::risk_metrics, "risk of two events on three sites", "tests of CLIMADA 6.1.0";
    Published "V-3" published::wind_curve, "wind damage of the Caribbean curve", "tests of CLIMADA 6.1.0 (Emanuel 2011)";
    Published "V-5" published::dislocation, "dislocation by loss: a logistic curve", "Lin 2009, as in IN-CORE";
};

/// The check whose tables the user brings.
pub(super) const CLIMADA: Check = Check {
    id: "V-1",
    group: Group::Published,
    says: "annual impact of CLIMADA's demonstration data",
    source: "tests of CLIMADA 6.1.0; exceedance computed apart with NumPy",
    run: |_| Ok(()),
};
