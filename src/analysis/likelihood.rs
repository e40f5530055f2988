//! Words for how often something happened, no stronger than the number of futures allows.

use crate::stats::wilson::wilson;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Futures below which only *likely*, *about as likely as not* and *unlikely* are said.
pub const FEWEST_FOR_STRONG_WORDS: u32 = 200;

/// The likelihood scale of the IPCC (Mastrandrea et al. 2010), strongest first on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likelihood {
    /// Above 99 %.
    VirtuallyCertain,
    /// Above 95 %.
    ExtremelyLikely,
    /// Above 90 %.
    VeryLikely,
    /// Above 66 %.
    Likely,
    /// Above 50 %.
    MoreLikelyThanNot,
    /// Neither side can be told.
    AboutAsLikelyAsNot,
    /// Below 33 %.
    Unlikely,
    /// Below 10 %.
    VeryUnlikely,
    /// Below 5 %.
    ExtremelyUnlikely,
    /// Below 1 %.
    ExceptionallyUnlikely,
}

const ABOVE: [(f64, Likelihood); 5] = [
    (0.99, Likelihood::VirtuallyCertain),
    (0.95, Likelihood::ExtremelyLikely),
    (0.90, Likelihood::VeryLikely),
    (0.66, Likelihood::Likely),
    (0.50, Likelihood::MoreLikelyThanNot),
];

const BELOW: [(f64, Likelihood); 4] = [
    (0.01, Likelihood::ExceptionallyUnlikely),
    (0.05, Likelihood::ExtremelyUnlikely),
    (0.10, Likelihood::VeryUnlikely),
    (0.33, Likelihood::Unlikely),
];

impl Likelihood {
    /// The word for `count` of `futures`: above one half the strongest whose threshold the lower end of
    /// the 95 % Wilson interval reaches, below one half the strongest whose threshold the upper end
    /// does not exceed. With fewer than [`FEWEST_FOR_STRONG_WORDS`] futures the strongest words are
    /// *likely* and *unlikely*.
    pub fn of(count: u32, futures: u32) -> Self {
        let interval = wilson(count, futures);
        let strong = futures >= FEWEST_FOR_STRONG_WORDS;
        let found = match (u64::from(count) * 2).cmp(&u64::from(futures)) {
            Ordering::Greater => ABOVE.iter().find(|(threshold, _)| interval.low >= *threshold),
            Ordering::Less => BELOW.iter().find(|(threshold, _)| interval.high <= *threshold),
            Ordering::Equal => None,
        };
        let word = found.map_or(Self::AboutAsLikelyAsNot, |(_, word)| *word);
        match word {
            word if strong => word,
            Self::VirtuallyCertain | Self::ExtremelyLikely | Self::VeryLikely => Self::Likely,
            Self::VeryUnlikely | Self::ExtremelyUnlikely | Self::ExceptionallyUnlikely => {
                Self::Unlikely
            }
            Self::MoreLikelyThanNot => Self::AboutAsLikelyAsNot,
            word => word,
        }
    }

    /// The words, as in "it is very likely".
    pub fn words(self) -> &'static str {
        match self {
            Self::VirtuallyCertain => "virtually certain",
            Self::ExtremelyLikely => "extremely likely",
            Self::VeryLikely => "very likely",
            Self::Likely => "likely",
            Self::MoreLikelyThanNot => "more likely than not",
            Self::AboutAsLikelyAsNot => "about as likely as not",
            Self::Unlikely => "unlikely",
            Self::VeryUnlikely => "very unlikely",
            Self::ExtremelyUnlikely => "extremely unlikely",
            Self::ExceptionallyUnlikely => "exceptionally unlikely",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Likelihood;

    fn words(count: u32, futures: u32) -> &'static str {
        Likelihood::of(count, futures).words()
    }

    #[test]
    fn a_word_must_be_earned_by_the_number_of_futures() {
        // Two hundred futures can never make anything virtually certain; 381 can.
        assert_eq!(words(200, 200), "extremely likely");
        assert_eq!(words(380, 380), "extremely likely");
        assert_eq!(words(381, 381), "virtually certain");
        assert_eq!(words(0, 381), "exceptionally unlikely");
        assert_eq!(words(190, 200), "very likely");
        assert_eq!(words(183, 200), "likely");
        assert_eq!(words(17, 200), "unlikely");
        assert_eq!(words(115, 200), "more likely than not");
        assert_eq!(words(105, 200), "about as likely as not");
        assert_eq!(words(95, 200), "about as likely as not");
        assert_eq!(words(100, 200), "about as likely as not");
    }

    #[test]
    fn few_futures_earn_no_strong_word() {
        assert_eq!(words(199, 199), "likely");
        assert_eq!(words(8, 8), "likely");
        assert_eq!(words(7, 7), "about as likely as not");
        assert_eq!(words(0, 100), "unlikely");
        assert_eq!(words(65, 100), "about as likely as not");
        assert_eq!(words(0, 0), "about as likely as not");
    }
}
