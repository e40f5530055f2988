//! Months: the clock of the model.

use std::fmt;
use std::str::FromStr;

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    /// Calendar year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
}

impl YearMonth {
    /// The month `months` later.
    #[must_use]
    pub fn plus(self, months: u32) -> Self {
        let index = u32::from(self.year) * 12 + u32::from(self.month) - 1 + months;
        Self { year: (index / 12) as u16, month: (index % 12 + 1) as u8 }
    }

    /// The month in words: "June 2034".
    pub fn in_words(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        format!("{} {}", MONTHS[usize::from(self.month) - 1], self.year)
    }

    /// Days in the month.
    pub fn days(self) -> u8 {
        let leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Months from `earlier` to this one; negative if this one comes first.
    pub fn since(self, earlier: Self) -> i32 {
        (i32::from(self.year) - i32::from(earlier.year)) * 12 + i32::from(self.month)
            - i32::from(earlier.month)
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for YearMonth {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a month; write it like 2026-01");
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        if year.len() != 4 || month.len() != 2 {
            return Err(wrong());
        }
        let year: u16 = year.parse().map_err(|_| wrong())?;
        let month: u8 = month.parse().map_err(|_| wrong())?;
        if (1..=12).contains(&month) && year >= 1 { Ok(Self { year, month }) } else { Err(wrong()) }
    }
}

/// First month and length of a run. Periods are months counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// Month of period 0.
    pub first_month: YearMonth,
    /// Length in years.
    pub years: u16,
}

impl Horizon {
    /// Number of periods.
    pub fn periods(self) -> u16 {
        self.years * 12
    }

    /// Calendar month of `period`.
    pub fn month_of(self, period: u16) -> YearMonth {
        self.first_month.plus(u32::from(period))
    }

    /// Period of a calendar month, if it lies inside.
    pub fn period_of(self, month: YearMonth) -> Option<u16> {
        let since = month.since(self.first_month);
        (0..i32::from(self.periods())).contains(&since).then_some(since as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::{Horizon, YearMonth};

    #[test]
    fn months_count_over_years() {
        let start: YearMonth = "2026-11".parse().unwrap();
        assert_eq!(start.plus(3).to_string(), "2027-02");
        assert_eq!(start.in_words(), "November 2026");
        assert_eq!(start.plus(3).since(start), 3);
        assert!("2026-13".parse::<YearMonth>().is_err());
        assert!("26-01".parse::<YearMonth>().is_err());
        let horizon = Horizon { first_month: start, years: 1 };
        assert_eq!(horizon.period_of(start.plus(12)), None);
        assert_eq!(horizon.period_of(start.plus(11)), Some(11));
        assert_eq!(horizon.month_of(11), start.plus(11));
    }
}
