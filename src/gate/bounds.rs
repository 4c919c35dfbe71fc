//! Nothing that is reported is without bound: what a reader is to look at is a place, not a page.

use crate::finding::{Finding, Related};
use crate::text::{Span, slice};

/// A finding points to at most so many characters.
const LONGEST: usize = 200;

/// What is longer is shortened to so many, so that findings inside one another do not add up.
const HEAD: usize = 20;

/// A message is at most so long, in characters.
const LONGEST_MESSAGE: usize = 300;

/// At most so many other places explain a finding.
const MOST_RELATED: usize = 50;

/// Shortens a finding that reaches far to its head, and names its end as a related place. Says so where it leaves out
/// related places or the end of the message.
pub(super) fn bound(text: &str, finding: &mut Finding) {
    let found = slice(text, finding.range);
    if found.char_indices().nth(LONGEST).is_some() {
        let head = found.char_indices().nth(HEAD).map_or(found.len(), |(at, _)| at);
        let last = found.char_indices().next_back().map_or(0, |(at, _)| at);
        let end = Span::new(finding.range.start + last, finding.range.end);
        finding.range.end = finding.range.start + head;
        finding.related.insert(0, Related { range: end, message: "到这里为止".to_owned() });
    }
    if let Some((end, _)) = finding.message.char_indices().nth(LONGEST_MESSAGE) {
        finding.message.truncate(end);
        finding.message.push('…');
    }
    let left_out = finding.related.len().saturating_sub(MOST_RELATED);
    if left_out > 0 {
        finding.related.truncate(MOST_RELATED);
        finding.message.push_str(&format!("（参看的位置只列{MOST_RELATED}处，另有{left_out}处）"));
    }
    finding.related.iter_mut().for_each(|related| bound_related(text, related));
}

fn bound_related(text: &str, related: &mut Related) {
    let found = slice(text, related.range);
    if found.char_indices().nth(LONGEST).is_some() {
        let head = found.char_indices().nth(HEAD).map_or(found.len(), |(at, _)| at);
        related.range.end = related.range.start + head;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn finding(range: Span, related: usize) -> Finding {
        let related = (0..related).map(|_| Related { range: Span::new(0, 3), message: "另一处".to_owned() }).collect();
        let rule = crate::rules::find("PU205").unwrap();
        Finding { rule, severity: Severity::Info, range, message: "括号。".to_owned(), related, fixes: Vec::new() }
    }

    #[test]
    fn what_reaches_far_is_shortened_and_its_end_named() {
        let text = "甲".repeat(300);
        let mut long = finding(Span::new(3, 900), 0);
        bound(&text, &mut long);
        assert_eq!((long.range, long.related[0].range), (Span::new(3, 63), Span::new(897, 900)));
        let mut short = finding(Span::new(3, 603), 2);
        bound(&text, &mut short);
        assert_eq!((short.range, short.related.len()), (Span::new(3, 603), 2));
    }

    #[test]
    fn a_finding_says_that_places_are_left_out() {
        let mut crowded = finding(Span::new(0, 3), 70);
        bound("甲乙丙", &mut crowded);
        assert_eq!(crowded.related.len(), 50);
        assert!(crowded.message.contains("另有20处"), "{}", crowded.message);
    }
}
