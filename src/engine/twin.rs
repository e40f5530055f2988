//! The hazard-off twin: the same future of the same strategy, on the same draws, in which nothing
//! happens. What differs is attributed to hazards.
//!
//! Households, their clocks, the terms of their decisions, numbers, constants and what they know of the
//! risk are those of the future itself. There are no events, no drought and no loss of work to heat, and
//! the sea takes no home.

use std::borrow::Cow;

use crate::hazard::EventSequence;
use crate::model::coefficients::{Coefficients, Given};
use crate::model::tally::Tally;
use crate::outcome::NET;
use crate::plan::Place;

/// What does not change between futures without hazards.
#[derive(Debug)]
pub(super) struct Calm {
    /// No events.
    pub(super) events: EventSequence,
    /// The place without heat; none where its heat takes no work.
    place: Option<Place>,
}

impl Calm {
    /// The calm of a place.
    pub(super) fn new(place: &Place) -> Self {
        let place = place.work.is_some().then(|| Place { work: None, ..Place::clone(place) });
        Self { events: EventSequence::default(), place }
    }

    /// What is given in the twin of a future.
    pub(super) fn given<'a>(
        &'a self,
        given: Given<'a>,
        coefficients: &'a Coefficients,
    ) -> Given<'a> {
        Given { place: self.place.as_ref().unwrap_or(given.place), coefficients, ..given }
    }
}

/// Coefficients with a sea that takes no home.
pub(super) fn still_sea(coefficients: &Coefficients) -> Cow<'_, Coefficients> {
    if coefficients.high_water_m.is_empty() {
        return Cow::Borrowed(coefficients);
    }
    let mut coefficients = coefficients.clone();
    coefficients.high_water_m.clear();
    Cow::Owned(coefficients)
}

/// Puts into the net outcomes of a future what it has beyond its twin.
pub(super) fn attribute(tally: &mut Tally, twin: &Tally) {
    for (net, gross) in NET {
        tally.outcomes[*net as usize] =
            tally.outcomes[*gross as usize] - twin.outcomes[*gross as usize];
    }
}
