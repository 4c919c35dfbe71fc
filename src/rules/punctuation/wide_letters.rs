//! Digits and Latin letters in the width of a Chinese character.

use crate::text::Span;

/// A run of them, with the dots of decimal numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WideRun {
    /// Where it stands.
    pub(super) range: Span,
    /// What it is in half width.
    pub(super) narrow: String,
}

/// Every run in the draft, in order.
pub(super) fn runs(text: &str) -> Vec<WideRun> {
    let mut runs: Vec<WideRun> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let narrow = match narrow(c) {
            Some(narrow) => narrow,
            None if c == '．' && characters.peek().is_some_and(|(_, next)| is_digit(*next)) => '.',
            None => continue,
        };
        let follows = runs.last().is_some_and(|run| run.range.end == at);
        let ends_in_digit = || runs.last().is_some_and(|run| run.narrow.ends_with(|c: char| c.is_ascii_digit()));
        if narrow == '.' && !(follows && ends_in_digit()) {
            continue;
        }
        let end = at + c.len_utf8();
        match runs.last_mut().filter(|_| follows) {
            Some(run) => {
                run.range.end = end;
                run.narrow.push(narrow);
            }
            None => runs.push(WideRun { range: Span::new(at, end), narrow: narrow.to_string() }),
        }
    }
    runs
}

fn is_digit(c: char) -> bool {
    matches!(c, '０'..='９')
}

fn narrow(c: char) -> Option<char> {
    const OFFSET: u32 = '０' as u32 - '0' as u32;
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ').then(|| char::from_u32(c as u32 - OFFSET)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_hold_letters_digits_and_decimal_dots() {
        let narrow: Vec<String> =
            runs("２００５年增长１２．５％，Ａ股（ＧＤＰ）；１．统一").into_iter().map(|run| run.narrow).collect();
        assert_eq!(narrow, ["2005", "12.5", "A", "GDP", "1"]);
    }
}
