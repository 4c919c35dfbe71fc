//! Colons in the width of a Chinese character where none belongs: inside a time of day, in an address.

use crate::text::{Span, after, before, chars, slice};

/// What tells that two numbers around a colon are a time: the words and signs before it.
const BEFORE_TIME: [&str; 14] =
    ["日", "号", "上午", "下午", "中午", "晚上", "早上", "晚", "凌晨", "时间", "时间：", "于", "至", "到"];
const RANGE_MARKS: [char; 8] = ['至', '到', '—', '-', '–', '～', '~', '－'];

/// Where a colon stands between the hours and the minutes of a time, in order.
pub(super) fn in_times(text: &str) -> Vec<Span> {
    colons(text).filter(|colon| is_time(text, *colon)).collect()
}

/// Where a colon stands in an address: https：//.
pub(super) fn in_addresses(text: &str) -> Vec<Span> {
    let is_scheme = |head: &str| ["http", "https", "ftp"].iter().any(|scheme| head.ends_with(scheme));
    let is_address = |colon: &Span| after(text, colon.end).starts_with("//") && is_scheme(before(text, colon.start));
    colons(text).filter(is_address).collect()
}

fn colons(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.match_indices('：').map(|(at, colon)| Span::new(at, at + colon.len()))
}

fn is_time(text: &str, colon: Span) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let head = before(text, colon.start);
    let hours = slice(head, head.trim_end_matches(is_digit).len()..head.len());
    let tail = after(text, colon.end);
    let minutes = slice(tail, 0..tail.len() - tail.trim_start_matches(is_digit).len());
    let number = |digits: &str, most: u32| digits.parse::<u32>().is_ok_and(|number| number <= most);
    let is_clock = (1..=2).contains(&hours.len()) && minutes.len() == 2 && number(hours, 24) && number(minutes, 59);
    if !is_clock {
        return false;
    }
    let left = before(head, head.len() - hours.len()).trim_end_matches(chars::is_space);
    let right = after(tail, minutes.len()).trim_start_matches(chars::is_space);
    let ends_range = left.ends_with(RANGE_MARKS) && left.trim_end_matches(RANGE_MARKS).ends_with(is_digit);
    let starts_range = right.strip_prefix(RANGE_MARKS).is_some_and(|rest| {
        let rest = rest.trim_start_matches(RANGE_MARKS);
        let digits = rest.len() - rest.trim_start_matches(is_digit).len();
        (1..=2).contains(&digits) && after(rest, digits).starts_with(['：', ':'])
    });
    BEFORE_TIME.iter().any(|word| left.ends_with(word)) || ends_range || starts_range
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_addresses_are_told_from_other_numbers() {
        let counts = |text: &str| (in_times(text).len(), in_addresses(text).len());
        assert_eq!(counts("10月12日 22：00至23：00，上午9：30"), (3, 0));
        assert_eq!(counts("见https：//example.org，Http：//甲"), (0, 1));
        for text in ["一等奖：3名", "比分3：02", "比例为1：25", "上午9：60", "上午9：5", "第3：20条"]
        {
            assert_eq!(counts(text), (0, 0), "{text}");
        }
    }
}
