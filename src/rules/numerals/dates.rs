//! Dates in running text, and the calendar.

use std::sync::LazyLock;

use crate::text::Span;

use regex::Regex;

/// A date as written; parts that are not there are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Date {
    /// The whole date.
    pub(super) range: Span,
    /// Four digits.
    pub(super) year: Option<i64>,
    /// As written, not checked.
    pub(super) month: u32,
    /// As written, not checked.
    pub(super) day: Option<u32>,
    /// The weekday that follows it, Monday as 1, and where it stands.
    pub(super) weekday: Option<(u32, Span)>,
}

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?P<year>(?:19|20)[0-9０-９][0-9０-９])年)?(?P<month>[0-9０-９]{1,2})月(?:(?P<day>[0-9０-９]{1,2})[日号])?(?:\s*[（(，,]?\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天]))?",
    )
    .ok()
});

/// The dates of `text`. A month that follows a digit or decimal point is part of something else.
pub(super) fn dates(text: &str) -> Vec<Date> {
    let Some(pattern) = DATE.as_ref() else { return Vec::new() };
    let number =
        |found: &regex::Captures<'_>, name: &str| found.name(name).and_then(|part| part.as_str().parse::<u32>().ok());
    pattern
        .captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let previous = text.get(..whole.start()).and_then(|head| head.chars().next_back());
            let is_part = previous.is_some_and(|c| {
                c.is_ascii_alphanumeric() || matches!(c, '第' | '.' | '-' | '—' | '～' | '~' | '至' | '、' | '/')
            });
            if is_part && found.name("year").is_none() {
                return None;
            }
            let weekday = found.name("weekday").and_then(|part| {
                let number = "一二三四五六日天".chars().position(|c| part.as_str().starts_with(c))? as u32;
                Some(((number + 1).min(7), part.into()))
            });
            Some(Date {
                range: whole.into(),
                year: number(&found, "year").map(i64::from),
                month: number(&found, "month")?,
                day: number(&found, "day"),
                weekday,
            })
        })
        .collect()
}

/// The number of days of a month; February has 29 where the year is not known.
pub(super) fn days_in(year: Option<i64>, month: u32) -> Option<u32> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_none_or(is_leap) => 29,
        2 => 28,
        _ => return None,
    })
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

/// The weekday of a date, Monday as 1 (Zeller's congruence, Gregorian calendar).
pub(super) fn weekday(year: i64, month: u32, day: u32) -> u32 {
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let (century, in_century) = (year / 100, year % 100);
    let sum =
        i64::from(day) + 13 * (i64::from(month) + 1) / 5 + in_century + in_century / 4 + century / 4 + 5 * century;
    // 0 is Saturday.
    u32::try_from((sum + 5) % 7 + 1).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_right() {
        assert_eq!(weekday(2024, 5, 1), 3);
        assert_eq!(weekday(2000, 1, 1), 6);
        assert_eq!(weekday(2026, 11, 23), 1);
        assert_eq!(weekday(2023, 10, 1), 7);
        assert_eq!(
            (days_in(Some(2024), 2), days_in(Some(1900), 2), days_in(None, 2), days_in(None, 13)),
            (Some(29), Some(28), Some(29), None)
        );
    }

    #[test]
    fn dates_are_read_with_their_weekdays() {
        let found = dates("2024年5月1日（星期三）开会，6月5日结束，1—3月增长，2025.3月");
        let read: Vec<_> = found.iter().map(|d| (d.year, d.month, d.day, d.weekday.as_ref().map(|w| w.0))).collect();
        assert_eq!(read, [(Some(2024), 5, Some(1), Some(3)), (None, 6, Some(5), None)]);
    }
}
