//! Straight quotation marks, which do not say whether they open or close: where a line leaves no doubt, they count as
//! the curly marks they stand for.

use crate::text::{char_at, char_before, chars, slice};

/// Marks that may open or close.
pub(super) const STRAIGHT: [char; 5] = ['"', '＂', '〝', '〞', '〟'];

/// The straight double marks of `line`, and whether each of them opens. Nothing where the double marks of the line, curly
/// ones included, do not simply open and close in turn, or hold no phrase between them: that is code, or inches, or a
/// mark is missing.
pub(super) fn directions(line: &str) -> Vec<(usize, bool)> {
    if !line.contains(STRAIGHT) {
        return Vec::new();
    }
    let is_double = |c: char| matches!(c, '“' | '”') || STRAIGHT.contains(&c);
    let marks: Vec<(usize, &str)> = line.match_indices(is_double).collect();
    let (pairs, rest) = marks.as_chunks::<2>();
    let in_turn = |[open, close]: &[(usize, &str); 2]| open.1 != "”" && close.1 != "“";
    if !rest.is_empty() || !pairs.iter().all(in_turn) {
        return Vec::new();
    }
    let straight = || pairs.iter().filter(|pair| pair.iter().any(|(_, mark)| mark.starts_with(STRAIGHT)));
    if !straight().all(|[open, close]| is_quotation(line, *open, *close)) {
        return Vec::new();
    }
    straight()
        .flat_map(|[open, close]| [(*open, true), (*close, false)])
        .filter(|((_, mark), _)| mark.starts_with(STRAIGHT))
        .map(|((at, _), opens)| (at, opens))
        .collect()
}

/// Whether two marks hold a phrase of a Chinese sentence between them, and not what stands between two phrases.
fn is_quotation(line: &str, open: (usize, &str), close: (usize, &str)) -> bool {
    let phrase = slice(line, open.0 + open.1.len()..close.0);
    let left = char_before(line, open.0);
    let outside = [left, char_at(line, close.0 + close.1.len())];
    let is_chinese = |c: char| chars::is_han(c) || (!c.is_ascii() && (chars::is_point(c) || chars::is_closing(c)));
    let may_open = phrase.starts_with(|c: char| !chars::is_space(c) && !chars::is_point(c) && !chars::is_closing(c));
    let may_close =
        phrase.ends_with(|c: char| !chars::is_space(c) && !chars::is_opening(c) && !matches!(c, '，' | ',' | '、'));
    // "a":"b" and <a title="…"> are code, 24"和32" inches.
    let is_code = outside.iter().flatten().any(|c| matches!(c, '=' | '{' | '}' | '<' | '>' | '[' | ']' | '\\'));
    let is_measure = left.is_some_and(|c| c.is_ascii_digit()) && phrase.ends_with(|c: char| c.is_ascii_digit());
    let is_prose = phrase.contains(chars::is_han) || outside.iter().flatten().any(|c| is_chinese(*c));
    may_open && may_close && is_prose && !is_code && !is_measure
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line with the straight marks curled.
    fn curled(line: &str) -> String {
        let directions = directions(line);
        let curl = |(at, c): (usize, char)| match directions.iter().find(|(place, _)| *place == at) {
            Some((_, true)) => '“',
            Some((_, false)) => '”',
            None => c,
        };
        line.char_indices().map(curl).collect()
    }

    #[test]
    fn marks_that_take_turns_are_read() {
        let cases = [
            ("抓好\"双语\"教学、\"同城\"教育", "抓好“双语”教学、“同城”教育"),
            ("抓好“双语\"教学、\"同城”教育", "抓好“双语”教学、“同城”教育"),
            ("抓好＂双语＂教学、〝同城〞教育", "抓好“双语”教学、“同城”教育"),
            ("构建\"1+10+N\"的格局", "构建“1+10+N”的格局"),
        ];
        for (line, right) in cases {
            assert_eq!(curled(line), right);
        }
    }

    #[test]
    fn marks_that_leave_a_doubt_are_not() {
        for line in [
            "抓好\"双语教学。",
            "抓好”双语\"教学。",
            "抓好“双语“教学、\"同城\"教育",
            "说\" 双语\"教学",
            "长24\"和32\"的屏幕",
            "{\"名称\": \"双语\"}",
            "print(\"done\")",
        ] {
            assert_eq!(curled(line), line);
        }
    }
}
