//! What sources may and may not say.

use crate::files::TextFile;
use crate::source::Source;

/// Source files stay under so many lines.
const MAX_LINES: usize = 400;

/// Text that shows unfinished work or a test that is not run. Written in halves: this file is read too.
const LEFTOVERS: [&str; 5] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("dbg", "!("), concat!("#[ig", "nore"), concat!("todo", "!(")];

/// A complaint where the file is too long to be about one thing.
pub(crate) fn length(file: &TextFile) -> Option<String> {
    let lines = file.text.lines().count();
    (lines >= MAX_LINES).then(|| format!("{}: {lines} lines, {MAX_LINES} are too many", file.path))
}

/// A complaint where the file holds unfinished work.
pub(crate) fn leftovers(file: &TextFile) -> Option<String> {
    let mut lines = (1..).zip(file.text.lines());
    let (number, line) = lines.find(|(_, line)| LEFTOVERS.iter().any(|leftover| line.contains(leftover)))?;
    Some(format!("{}:{number}: unfinished: {}", file.path, line.trim()))
}

/// String literals, outside tests and comments, that claim a regulation. The word by itself is the name of a kind of document.
pub(crate) fn regulations(source: &Source) -> Vec<String> {
    let speaking = source.literals.iter().filter(|literal| literal.text.trim_matches('"') != "规定");
    let claims = speaking.filter(|literal| literal.text.contains("规定"));
    claims
        .map(|literal| format!("{}:{}: only 国标 and 条例 may say 规定: {}", source.path, literal.line, literal.text))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: String) -> TextFile {
        TextFile { path: "src/a.rs".into(), text }
    }

    #[test]
    fn long_files_are_seen() {
        assert_eq!(length(&file("\n".repeat(MAX_LINES - 1))), None);
        assert!(length(&file("\n".repeat(MAX_LINES))).is_some());
    }

    #[test]
    fn unfinished_work_is_seen_even_in_comments() {
        for leftover in LEFTOVERS {
            assert!(leftovers(&file(format!("fn a() {{}}\n    // {leftover}"))).is_some(), "{leftover}");
        }
        assert_eq!(leftovers(&file("fn a() {} // done".into())), None);
    }

    #[test]
    fn a_claimed_regulation_is_seen_in_messages_only() {
        let claims = |text| regulations(&Source::parse("src/a.rs", text)).len();
        assert_eq!(claims(r#"fn a() { report("按规定应改"); }"#), 1);
        assert_eq!(claims(r#"const KINDS: [&str; 2] = ["办法", "规定"];"#), 0);
        assert_eq!(claims("/// 规定\nfn a() {} // 规定"), 0);
        assert_eq!(claims(r#"#[cfg(test)] mod tests { fn a() { report("规定"); } }"#), 0);
    }
}
