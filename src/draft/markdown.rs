//! Drafts in Markdown: what a reader sees is checked; code, addresses, front matter and HTML are left alone.
//!
//! Code spans and addresses are masked, so that the sentence around them keeps its shape; all other markup is cut out,
//! and findings are led back to where they stand in the file.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use regex::Regex;

use crate::check::{self, Checker, Outcome};
use crate::config::{self, Config};
use crate::draft::Reading;
use crate::finding::Finding;
use crate::rules::{self, TextKind};
use crate::text::{Document, Excised, after, before, masked, slice};

static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:https?://|www\.)[!-~]+").ok());

/// What opens a comment that suppresses.
const KEYWORD: &str = "gaolint-ignore";

static SUPPRESSION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"<!--\s*gaolint-ignore(?:\s+([\w\s,，、-]*?))?\s*-->").ok());

/// Checks a draft in Markdown, for as long as it `is_wanted`; `None` once it is not.
pub fn check_while(checker: &Checker, document: &Document, is_wanted: &dyn Fn() -> bool) -> Option<Outcome> {
    let Outcome { findings, failed_rules } = check_all_while(checker, document, is_wanted)?;
    Some(Outcome { findings: suppress(document.text(), findings, checker.config()).findings, failed_rules })
}

/// The same, with what comments in the draft suppress.
pub fn check_all_while(checker: &Checker, document: &Document, is_wanted: &dyn Fn() -> bool) -> Option<Outcome> {
    let markdown = Markdown::parse(document.text());
    let masked = masked(document.text(), markdown.left_alone.iter().cloned());
    let excised = Excised::new(&masked, markdown.markup);
    let mut outcome = checker.check_while(&Document::new(excised.text.as_ref()), is_wanted)?;
    let findings = std::mem::take(&mut outcome.findings).into_iter();
    outcome.findings = findings
        .map(|finding| check::to_whole_text(finding, &excised.map))
        .filter(|finding| !finding.rule.not_in.contains(&TextKind::Markdown))
        .filter(|finding| !markdown.left_alone.iter().any(|range| touches(finding, range)))
        .collect();
    outcome.findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    Some(outcome)
}

/// Reads the shape of a draft in Markdown.
pub fn read(checker: &Checker, document: &Document) -> Reading {
    let excised = Excised::new(document.text(), Markdown::parse(document.text()).markup);
    checker.read(&Document::new(excised.text.as_ref())).within(excised.map)
}

/// What the comments in a draft make of the findings in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressed {
    /// What they leave.
    pub findings: Vec<Finding>,
    /// What is wrong with the comments themselves: where, and a sentence for the user.
    pub faults: Vec<(usize, String)>,
}

/// Takes away those of `findings`, made in `text` by the rules of `config`, that comments suppress.
pub fn suppress(text: &str, findings: Vec<Finding>, config: &Config) -> Suppressed {
    if !text.contains(KEYWORD) {
        return Suppressed { findings, faults: Vec::new() };
    }
    let suppressions = Markdown::parse(text).suppressions;
    let (covered, findings): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| suppressions.iter().any(|suppression| suppression.covers(finding)));
    let faults = suppressions.iter().flat_map(|suppression| suppression.faults(&covered, config)).collect();
    Suppressed { findings, faults }
}

fn touches(finding: &Finding, range: &Range<usize>) -> bool {
    let overlaps = |other: &Range<usize>| other.start < range.end && range.start < other.end;
    overlaps(&finding.range) || finding.fixes.iter().flat_map(|fix| &fix.edits).any(|edit| overlaps(&edit.range))
}

/// What is not the draft's own text.
#[derive(Debug, Default)]
struct Markdown {
    /// To be cut out.
    markup: Vec<Range<usize>>,
    /// Code spans and addresses.
    left_alone: Vec<Range<usize>>,
    suppressions: Vec<Suppression>,
}

/// A comment that says what not to report, and where.
#[derive(Debug)]
struct Suppression {
    /// What it is about.
    place: Range<usize>,
    /// Where it stands itself.
    start: usize,
    /// Codes, names and families; empty for all rules.
    selectors: Vec<String>,
}

impl Suppression {
    fn covers(&self, finding: &Finding) -> bool {
        let is_named = || self.selectors.iter().any(|selector| names(selector, finding));
        self.place.contains(&finding.range.start) && (self.selectors.is_empty() || is_named())
    }

    /// What is wrong with it, where `covered` are the findings that comments suppress: words that name no rule, and
    /// words that name rules of `config` which have nothing to say here.
    fn faults(&self, covered: &[Finding], config: &Config) -> Vec<(usize, String)> {
        let here = || covered.iter().filter(|finding| self.place.contains(&finding.range.start));
        if self.selectors.is_empty() {
            let is_idle = here().next().is_none();
            return is_idle.then(|| (self.start, IDLE.to_owned())).into_iter().collect();
        }
        let is_run = |selector: &str| {
            rules::RULES.iter().any(|rule| rules::selects(selector, rule.card()) && config.enables(rule.card()))
        };
        let fault = |selector: &String| {
            let unknown = config::unknown_rule(selector).map(|reason| format!("{KEYWORD} 写错了：{reason}"));
            let is_idle = || is_run(selector) && !here().any(|finding| names(selector, finding));
            unknown.or_else(|| is_idle().then(|| format!("{KEYWORD} 中的“{selector}”没有用上，可以删去")))
        };
        self.selectors.iter().filter_map(fault).map(|reason| (self.start, reason)).collect()
    }
}

/// Said of a comment that suppresses nothing.
const IDLE: &str = "gaolint-ignore 没有用上，可以删去";

fn names(selector: &str, finding: &Finding) -> bool {
    rules::selects(selector, finding.rule.card())
}

impl Markdown {
    fn parse(text: &str) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        let mut markdown = Markdown::default();
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
                    markdown.left_alone.push(range.clone());
                    shown.push(range);
                }
                Event::Html(_) | Event::InlineHtml(_) => markdown.suppressions.extend(suppressions(text, range)),
                _ => {}
            }
        }
        let addresses = ADDRESS.iter().flat_map(|address| address.find_iter(text)).map(|found| found.range());
        markdown.left_alone.extend(addresses);
        markdown.left_alone.sort_by_key(|range| (range.start, range.end));
        markdown.markup = markup(text, shown);
        markdown
    }
}

/// Chinese drafts indent their paragraphs: what Markdown takes for code because of that is still prose.
fn is_indented_prose(kind: &CodeBlockKind<'_>, block: &str) -> bool {
    matches!(kind, CodeBlockKind::Indented) && block.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Everything but `shown`, which is sorted, and line ends.
fn markup(text: &str, shown: Vec<Range<usize>>) -> Vec<Range<usize>> {
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

/// The suppressions in the HTML at `range`. One on a line of its own is about the block that follows; one that shares
/// its line with text is about that line.
fn suppressions(text: &str, range: Range<usize>) -> Vec<Suppression> {
    let Some(pattern) = SUPPRESSION.as_ref() else { return Vec::new() };
    let html = slice(text, range.clone());
    let found = pattern.captures_iter(html).filter_map(|found| {
        let whole = found.get(0)?;
        let named = found.get(1).map(|named| named.as_str()).unwrap_or_default();
        let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、');
        let selectors = named.split(is_between).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let start = range.start + whole.start();
        let place = place(text, start..range.start + whole.end());
        Some(Suppression { place, start, selectors })
    });
    found.collect()
}

fn place(text: &str, comment: Range<usize>) -> Range<usize> {
    let start = before(text, comment.start).rfind('\n').map_or(0, |end| end + 1);
    let end = after(text, comment.end).find('\n').map_or(text.len(), |end| comment.end + end + 1);
    let is_alone =
        slice(text, start..comment.start).trim().is_empty() && slice(text, comment.end..end).trim().is_empty();
    if !is_alone {
        return start..end;
    }
    let mut end_of_block = end;
    let mut has_begun = false;
    for line in after(text, end).split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if is_blank && has_begun {
            break;
        }
        has_begun |= !is_blank;
        end_of_block += line.len();
    }
    end..end_of_block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::draft::DraftKind;

    fn check(checker: &Checker, document: &Document) -> Outcome {
        DraftKind::Markdown.check(checker, document)
    }

    /// The texts of the findings of PU208 in a draft.
    fn doubled(text: &str) -> Vec<String> {
        let checker = Checker::new(Config { select: vec!["PU208".into()], ..Config::default() }).unwrap();
        let findings = check(&checker, &Document::new(text)).findings;
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
            let found = DraftKind::Markdown.check_all(&checker, &Document::new(text)).findings;
            let faults = suppress(text, found, checker.config()).faults;
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
        let findings = check(&checker, &Document::new(text)).findings;
        let fixed = crate::fix::apply_findings(text, &findings, crate::finding::Applicability::Safe);
        assert_eq!(fixed.text, "> **一是**抓好，落实，看 `a，，b`。\r\n");
    }

    #[test]
    fn the_shape_is_that_of_what_a_reader_sees_at_places_of_the_file() {
        let text = "# 讲话\n\n## 一、抓**学习**\n\n```\n二、不算\n```\n\n## 三、看 `a`\n";
        let checker = Checker::with_model(Config::default(), None).unwrap();
        let reading = DraftKind::Markdown.read(&checker, &Document::new(text));
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
            for finding in check(&checker, &Document::new(text.as_str())).findings {
                proptest::prop_assert!(text.get(finding.range.clone()).is_some());
                for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                    proptest::prop_assert!(text.get(edit.range.clone()).is_some());
                }
            }
        }
    }
}
