//! How work is shared when crews run short, as the scenario states it.

/// Who is served when more repair is asked for in a month than crews can do (model M8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairQueue {
    /// Everyone gets the same part of what it asked for.
    Proportional,
    /// The most damaged dwelling first, ties by lot.
    Severity,
    /// By a lot that a household draws once for each loss.
    Lottery,
}

/// The words of [`RepairQueue::ALL`].
pub(super) const REPAIR_QUEUE_WORDS: &[&str] = &["proportional", "severity", "lottery"];

impl RepairQueue {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::Proportional, Self::Severity, Self::Lottery];

    /// The word a scenario file uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proportional => "proportional",
            Self::Severity => "severity",
            Self::Lottery => "lottery",
        }
    }

    /// The rule of a word.
    pub(super) fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|rule| rule.word() == word).unwrap_or(Self::Proportional)
    }
}

#[cfg(test)]
mod tests {
    use super::{REPAIR_QUEUE_WORDS, RepairQueue};

    #[test]
    fn queue_words_agree() {
        assert_eq!(RepairQueue::ALL.map(RepairQueue::word).as_slice(), REPAIR_QUEUE_WORDS);
    }
}
