//! Drafts in Markdown: what a reader sees is checked; code, addresses, front matter and HTML are left alone.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use regex::Regex;

use super::directives;
use super::markup::Markup;
use crate::rules::TextKind;
use crate::text::slice;

static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:https?://|www\.)[!-~]+").ok());

/// Tells what in a draft in Markdown a reader does not see as text.
pub(super) fn parse(text: &str) -> Markup {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut left_alone = Vec::new();
    let mut directives = Vec::new();
    let mut shown = Vec::new();
    let mut hidden_until = 0;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) if !is_indented_prose(&kind, slice(text, range.clone())) => {
                hidden_until = range.end;
            }
            Event::Start(Tag::MetadataBlock(_)) => hidden_until = range.end,
            Event::Text(_) if range.start >= hidden_until => shown.push(range),
            Event::Code(_) => {
                left_alone.push(range.clone());
                shown.push(range);
            }
            Event::Html(_) | Event::InlineHtml(_) => directives.extend(directives::in_html(text, range)),
            _ => {}
        }
    }
    let addresses = ADDRESS.iter().flat_map(|address| address.find_iter(text)).map(|found| found.range());
    left_alone.extend(addresses);
    Markup::new(all_but(text, shown), left_alone, directives, Some(TextKind::Markdown))
}

/// Chinese drafts indent their paragraphs: what Markdown takes for code because of that is still prose.
fn is_indented_prose(kind: &CodeBlockKind<'_>, block: &str) -> bool {
    matches!(kind, CodeBlockKind::Indented) && block.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Everything but `shown`, which is sorted, and line ends.
fn all_but(text: &str, shown: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut markup = Vec::new();
    let mut position = 0;
    let end = text.len()..text.len();
    for range in shown.into_iter().chain([end]) {
        let between = slice(text, position..range.start.max(position));
        for line in between.split_inclusive(['\n', '\r']) {
            let content = line.trim_end_matches(['\n', '\r']);
            markup.push(position..position + content.len());
            position += line.len();
        }
        position = range.end.max(position);
    }
    markup
}

#[cfg(test)]
mod tests {
    use crate::check::{Checker, Outcome};
    use crate::config::Config;
    use crate::draft::{Draft, DraftKind};
    use crate::text::slice;

    fn check(checker: &Checker, text: &str) -> Outcome {
        Draft::of_text(DraftKind::Markdown, text).check(checker)
    }

    /// The texts of the findings of PU208 in a draft.
    fn doubled(text: &str) -> Vec<String> {
        let checker = Checker::new(Config { select: vec!["PU208".into()], ..Config::default() }).unwrap();
        let findings = check(&checker, text).findings;
        findings
            .iter()
            .map(|finding| format!("{}@{}", slice(text, finding.range.clone()), finding.range.start))
            .collect()
    }

    fn found_in(text: &str) -> Vec<String> {
        text.match_indices("，，").map(|(at, found)| format!("{found}@{at}")).collect()
    }

    #[test]
    fn what_a_reader_sees_is_checked_where_it_stands() {
        let text = "# 一、总体，，要求\n\n> 要抓好，，落实。\n\n- **一是**抓好，，落实。\n\n| 甲，，乙 | 丙 |\n|---|---|\n| 丁 | 戊，，己 |\n";
        assert_eq!(doubled(text), found_in(text));
        assert_eq!(found_in(text).len(), 5);
    }

    #[test]
    fn code_addresses_front_matter_and_html_are_left_alone() {
        for text in [
            "---\ntitle: 甲，，乙\n---\n\n各位同志。\n",
            "各位同志：\n\n```\n甲，，乙\n```\n\n请看 `甲，，乙` 一行。\n",
            "<div title=\"甲，，乙\">\n\n各位同志。\n\n</div>\n",
            "各位<span title=\"甲，，乙\">同志</span>请看 [说明](https://a.example/甲，，乙)。\n",
            "~~~text\n甲，，乙\n~~~\n",
            "<!-- 甲，，乙 -->\n各位同志。\n",
        ] {
            assert_eq!(doubled(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn an_indented_paragraph_is_no_code() {
        let text = "各位同志：\n\n    要抓好，，落实。\n";
        assert_eq!(doubled(text).len(), 1);
        assert!(doubled("各位同志：\n\n    a,,b\n").is_empty());
    }

    #[test]
    fn a_comment_suppresses_what_follows_or_its_line() {
        let text = "<!-- gaolint-ignore PU208 -->\n甲乙，，丙丁。\n仍是，，此段。\n\n戊己，，庚辛。\n";
        assert_eq!(doubled(text), found_in(text)[2..]);
        let text = "甲乙，，丙丁。<!-- gaolint-ignore doubled-marks、ST -->\n\n戊己，，庚辛。\n";
        assert_eq!(doubled(text), found_in(text)[1..]);
        assert!(doubled("<!-- gaolint-ignore -->\n\n甲乙，，丙丁。\n").is_empty());
        assert_eq!(doubled("<!-- gaolint-ignore ST -->\n甲乙，，丙丁。\n").len(), 1);
        assert_eq!(doubled("```\n<!-- gaolint-ignore -->\n```\n甲乙，，丙丁。\n").len(), 1);
    }

    #[test]
    fn a_comment_that_is_wrong_or_idle_is_said_to_be() {
        let faults = |text: &str, select: &str| {
            let config = Config { select: vec![select.into()], ..Config::default() };
            let checker = Checker::new(config).unwrap();
            let draft = Draft::of_text(DraftKind::Markdown, text);
            let found = draft.check_all(&checker).findings;
            let faults = draft.suppress(found, checker.config()).faults;
            faults.into_iter().map(|(at, said)| format!("{at}：{said}")).collect::<Vec<_>>()
        };
        assert_eq!(faults("<!-- gaolint-ignore PU208 -->\n甲乙，，丙丁。\n", "PU208"), [""; 0]);
        let unknown = faults("<!-- gaolint-ignore doubled-mark, PU -->\n甲乙，，丙丁。\n", "PU208");
        assert_eq!(unknown, ["0：gaolint-ignore 写错了：没有规则“doubled-mark”，是否想写“doubled-marks”？"]);
        let idle = faults("甲。\n\n甲乙，，丙丁。<!-- gaolint-ignore PU208、NU -->\n", "ALL");
        assert_eq!(idle, ["29：gaolint-ignore 中的“NU”没有用上，可以删去"]);
        assert_eq!(faults("<!-- gaolint-ignore NU -->\n甲乙，，丙丁。\n", "PU208"), [""; 0]);
        assert_eq!(faults("<!-- gaolint-ignore -->\n甲乙，丙丁。\n", "ALL"), ["0：gaolint-ignore 没有用上，可以删去"]);
    }

    #[test]
    fn a_fix_keeps_the_markup() {
        let text = "> **一是**抓好，，落实，看 `a，，b`。\r\n";
        let checker = Checker::new(Config { select: vec!["PU208".into()], ..Config::default() }).unwrap();
        let findings = check(&checker, text).findings;
        let fixed = crate::fix::apply_findings(text, &findings, crate::finding::Applicability::Safe);
        assert_eq!(fixed.text, "> **一是**抓好，落实，看 `a，，b`。\r\n");
    }

    #[test]
    fn the_shape_is_that_of_what_a_reader_sees_at_places_of_the_file() {
        let text = "# 讲话\n\n## 一、抓**学习**\n\n```\n二、不算\n```\n\n## 三、看 `a`\n";
        let checker = Checker::with_model(Config::default(), None).unwrap();
        let reading = Draft::of_text(DraftKind::Markdown, text).read(&checker);
        let headings: Vec<_> = reading.outline()[0]
            .children
            .iter()
            .map(|node| (node.name.as_str(), slice(text, node.title.clone())))
            .collect();
        assert_eq!(headings, [("一、抓学习", "一、抓**学习"), ("三、看 `a`", "三、看 `a`")]);
        let found = reading.refactorings(text.find('三').unwrap());
        assert_eq!(slice(text, found[0].edits[0].range.clone()), "三");
    }

    proptest::proptest! {
        #[test]
        fn findings_in_any_text_are_where_text_is(text in "([-#>*`|\\[\\]() \n0-9a<!]|，，|。|甲|　|一、|```\n|<!--|-->){0,40}") {
            let checker = Checker::with_model(Config::default(), None).unwrap();
            for finding in check(&checker, &text).findings {
                proptest::prop_assert!(text.get(finding.range.clone()).is_some());
                for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                    proptest::prop_assert!(text.get(edit.range.clone()).is_some());
                }
            }
        }
    }
}
