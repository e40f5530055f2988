//! Times of fixes by own civil-date arithmetic.

use std::fmt;

/// Minutes since 1850-01-01 00:00 UTC in the proleptic Gregorian calendar; leap seconds do not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TrackTime(pub i64);

/// Days from 1970-01-01 back to 1850-01-01.
const EPOCH_DAYS: i64 = -43_829;

impl TrackTime {
    /// The minute of a date and time; `None` if there is no such date.
    pub fn new(year: i64, month: i64, day: i64, hour: i64, minute: i64) -> Option<Self> {
        let known = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute);
        known.then(|| {
            Self(((days_from_civil(year, month, day) - EPOCH_DAYS) * 24 + hour) * 60 + minute)
        })
    }

    /// Reads `2017-09-18 18:00:00`, also with a `T`, without seconds, or with a final `Z`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(['Z', 'z']);
        let (date, time) = text.split_once([' ', 'T'])?;
        let mut date = date.splitn(3, '-');
        let mut time = time.trim().splitn(3, ':');
        let part = |part: Option<&str>| {
            let part = part?;
            let digits = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            if digits { part.parse::<i64>().ok() } else { None }
        };
        let (year, month, day) = (part(date.next())?, part(date.next())?, part(date.next())?);
        let (hour, minute) = (part(time.next())?, part(time.next())?);
        Self::new(year, month, day, hour, minute)
    }

    /// Month (1 to 12) and day of the month (1 to 31).
    pub fn month_and_day(self) -> (u8, u8) {
        let (_, month, day) = civil_from_days(self.0.div_euclid(24 * 60) + EPOCH_DAYS);
        (month as u8, day as u8)
    }
}

/// As read: `2017-09-18 18:00`.
impl fmt::Display for TrackTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(24 * 60) + EPOCH_DAYS);
        let minute = self.0.rem_euclid(24 * 60);
        write!(out, "{year:04}-{month:02}-{day:02} {:02}:{:02}", minute / 60, minute % 60)
    }
}

/// Days in a month.
pub(crate) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 (Hinnant 2013, "chrono-compatible low-level date algorithms").
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a number of days since 1970-01-01 (Hinnant 2013).
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::TrackTime;

    #[test]
    fn minutes_count_from_1850() {
        assert_eq!(TrackTime::parse("1850-01-01 00:00:00"), Some(TrackTime(0)));
        assert_eq!(TrackTime::parse("1850-03-01T06:30Z"), Some(TrackTime(59 * 1440 + 390)));
        // From 1850-01-01 to 2017-09-18 there are 61,256 days.
        let maria = TrackTime::parse("2017-09-18 18:00:00").unwrap();
        assert_eq!(maria, TrackTime(61_256 * 1440 + 18 * 60));
        assert_eq!(maria.month_and_day(), (9, 18));
        assert_eq!(maria.to_string(), "2017-09-18 18:00");
        assert_eq!(TrackTime(-1).to_string(), "1849-12-31 23:59");
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for wrong in
            ["2017-02-29 00:00", "2017-13-01 00:00", "2017-1 00:00", "x", "2017-01-01 24:00"]
        {
            assert_eq!(TrackTime::parse(wrong), None, "{wrong}");
        }
        assert!(TrackTime::parse("2016-02-29 00:00").is_some());
    }

    #[test]
    fn every_day_of_400_years_comes_back() {
        let mut minute = 0;
        for year in 1850..2250 {
            for month in 1..=12 {
                for day in 1..=super::days_in_month(year, month) {
                    let time = TrackTime::new(year, month, day, 0, 0).unwrap();
                    assert_eq!(time, TrackTime(minute));
                    assert_eq!(time.month_and_day(), (month as u8, day as u8));
                    minute += 1440;
                }
            }
        }
    }
}
