//! Where the displaced live, and what displacement leads to, in words.

use crate::brief::amounts::listed;
use crate::model::households::Living;
use crate::model::solutions::{Criteria, Criterion, Solution};

/// Where the displaced go, and why there: host families come first, then sites, then rooms.
pub(super) fn goes(living: Living) -> &'static str {
    match living {
        Living::Host => "is taken in by a host family",
        Living::Site => "finds no host family and goes to a collective site",
        Living::Rent => "finds neither host family nor site and rents rooms",
        Living::Unsafe => {
            "finds no host family, no site and no rooms it can pay, and lives in the damaged dwelling"
        }
        Living::Home => "goes home",
        Living::Away => "has left the area",
        Living::Gone => "is no more",
    }
}

/// Where a household goes that leaves its host family.
pub(super) fn goes_on(living: Living) -> &'static str {
    match living {
        Living::Site => "goes to a collective site",
        Living::Rent => "finds no place in a site and rents rooms",
        Living::Unsafe => {
            "finds no site and no rooms it can pay, and lives in the damaged dwelling"
        }
        other => goes(other),
    }
}

/// Where a household comes from.
pub(super) fn leaves(living: Living) -> &'static str {
    match living {
        Living::Host => "from its host family",
        Living::Site => "from its collective site",
        Living::Rent => "from its rented rooms",
        Living::Home | Living::Unsafe | Living::Away | Living::Gone => "",
    }
}

/// Where displacement has led after two years.
pub(super) fn solved(
    solution: Solution,
    met: Criteria,
    durable: bool,
    (anew, away): (bool, bool),
) -> String {
    let lead = "two years after it had to leave its home";
    if anew {
        return format!("{lead}, it has had to leave again since: what it found did not last.");
    }
    if away {
        return format!(
            "{lead}, it lives out of the area, where the model does not see how it fares: not counted \
             as a durable solution."
        );
    }
    let state = match solution {
        Solution::Pending => {
            return format!("{lead}, it still has no whole one: no durable solution.");
        }
        Solution::Returned => "is back in it",
        Solution::Integrated => "has settled in another home of the same zone",
        Solution::Settled => "has settled elsewhere",
    };
    let count = met.count();
    let verdict = if durable {
        format!("a durable solution: {count} of 8 criteria are met")
    } else if met.suffice() {
        format!(
            "no durable solution: {count} of 8 criteria are met, but too few were a year before"
        )
    } else {
        format!("no durable solution: {count} of 8 criteria are met, but not {}", lacking(met))
    };
    format!("{lead}, it {state}. This is {verdict}.")
}

/// The criteria that are not met.
fn lacking(met: Criteria) -> String {
    let words = [
        (Criterion::Safety, "safety"),
        (Criterion::Living, "standard of living"),
        (Criterion::Livelihood, "livelihood"),
        (Criterion::Housing, "secure housing"),
        (Criterion::Documents, "papers"),
        (Criterion::Family, "family together"),
        (Criterion::Participation, "a say in public affairs"),
        (Criterion::Remedies, "payment of what is due"),
    ];
    let names: Vec<String> = words
        .into_iter()
        .filter(|(criterion, _)| !met.has(*criterion))
        .map(|(_, word)| word.to_owned())
        .collect();
    listed(&names)
}
