//! Drafts in plain text: front matter and directives are not the author's words.

use super::directives::Directives;
use super::markup::Markup;
use crate::text::Span;

/// Front matter is looked for in so many lines.
const MOST_LINES: usize = 100;

/// Tells what in a plain text is not its author's words.
pub(super) fn parse(text: &str) -> Markup {
    let (directives, mut cut) = Directives::in_lines(text);
    cut.extend(front_matter(text));
    Markup::new(cut, Vec::new(), directives, None)
}

/// What programs that publish texts keep at their head: lines of names and values between two lines of `---` (YAML) or
/// `+++` (TOML).
fn front_matter(text: &str) -> Option<Span> {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next()?.trim_end();
    let between = match fence {
        "---" => ':',
        "+++" => '=',
        _ => return None,
    };
    let mut end = text.find('\n')? + 1;
    let mut has_value = false;
    for line in lines.take(MOST_LINES) {
        end += line.len();
        let content = line.trim_end();
        if content == fence || (content == "..." && fence == "---") {
            return has_value.then_some(Span::new(0, end));
        }
        let names_value = content.split_once(between).is_some_and(|(name, _)| is_name(name.trim_end()));
        has_value |= names_value;
        // Lists, values of several lines, tables and remarks.
        let goes_on = content.is_empty() || content.starts_with([' ', '\t', '-', '#', '[', ']', '}']);
        if !names_value && !goes_on {
            return None;
        }
    }
    None
}

/// Whether a value may have this name: `title`, `og:image`, 标题.
fn is_name(name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'');
    !name.is_empty() && name.chars().count() <= 40 && name.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;

    #[test]
    fn front_matter_is_told_from_rules_and_text() {
        let taken = |text: &str| front_matter(text).map(|range| slice(text, range).to_owned());
        for head in [
            "---\ntitle: \"会议纪要\"\ntags:\n  - 甲\n- 乙\n# 备注\n\n作者: 张三\n---\n",
            "---\r\ntitle: 甲\r\n---\r\n",
            "+++\ntitle = \"甲\"\n[extra]\n+++\n",
            "---\ntitle: 甲\n...\n",
        ] {
            assert_eq!(taken(&format!("{head}各位同志：\n")), Some(head.to_owned()));
        }
        for text in [
            "",
            "---",
            "---\n",
            "---\n---\n正文。\n",
            "---\n各位同志：今天开会。\n会议强调，要抓好落实。\n---\n",
            "---\ntitle: 甲\n各位同志。\n---\n",
            "title: 甲\n---\n",
            "---\ntitle: 甲\n",
        ] {
            assert_eq!(taken(text), None, "{text}");
        }
    }
}
