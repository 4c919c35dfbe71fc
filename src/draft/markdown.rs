//! Drafts in Markdown: what a reader sees is checked; code, addresses, front matter and HTML are left alone.

use crate::text::Span;
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};
use regex::Regex;

use super::directives::Directives;
use super::markup::Markup;
use crate::rules::TextKind;
use crate::text::{Spans, after, before, chars, slice};

/// Addresses, links of wikis and what templates fill in.
static FOREIGN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:https?://|www\.)[!-~]+|\[\[[^\[\]\n]+\]\]|\{\{[^{}\n]+\}\}|\{%[^{}\n]+%\}").ok());

/// Two pairs of stars or strokes in a line, and what stands between.
static EMPHASIS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\*{2,3})([^*\s](?:[^*\n]*[^*\s])?)(\*{2,3})|(__)([^_\s](?:[^_\n]*[^_\s])?)(__)").ok()
});

/// Elements of HTML whose content is no prose.
const CODE: [&str; 7] = ["code", "kbd", "samp", "var", "tt", "pre", "math"];

/// Elements of HTML that stand for something a reader sees.
const OBJECTS: [&str; 7] = ["img", "svg", "video", "audio", "input", "iframe", "object"];

/// Tells what in a draft in Markdown a reader does not see as text.
pub(super) fn parse(text: &str) -> Markup {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut parts = Parts { text, ..Parts::default() };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        parts.take(&event, range.into());
    }
    let foreign = FOREIGN.iter().flat_map(|foreign| foreign.find_iter(text)).map(Span::from);
    parts.left_alone.extend(foreign);
    let directives = Directives::in_html(text, &parts.html);
    let mut cut = all_but(text, parts.shown);
    cut.extend(emphasis(text, &parts.left_alone));
    Markup::new(cut, parts.left_alone, directives, Some(TextKind::Markdown))
}

/// The parts of a draft as they come.
#[derive(Debug, Default)]
struct Parts<'a> {
    text: &'a str,
    /// What a reader sees.
    shown: Vec<Span>,
    /// What of it is no prose.
    left_alone: Vec<Span>,
    /// HTML, in stretches that do not meet.
    html: Vec<Span>,
    hidden_until: usize,
    /// An element of code that is open: its name, and where it starts.
    code: Option<(&'static str, usize)>,
}

impl Parts<'_> {
    fn take(&mut self, event: &Event<'_>, range: Span) {
        if range.start < self.hidden_until {
            return;
        }
        let source = slice(self.text, range);
        match event {
            Event::Start(Tag::CodeBlock(kind)) if !is_indented_prose(kind, source) => self.hidden_until = range.end,
            Event::Start(Tag::MetadataBlock(_)) => self.hidden_until = range.end,
            // The signs of a heading divide the numbering.
            Event::Start(Tag::Heading { .. }) => {
                let title = source.trim_start_matches('#');
                let signs = source.len() - title.trim_start_matches([' ', '\t']).len();
                if title.len() < source.len() {
                    self.shown.push(Span::new(range.start, range.start + signs));
                }
            }
            Event::Start(Tag::Image { .. }) => {
                self.hidden_until = range.end;
                self.take_object(range);
            }
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                self.left_alone.push(range);
            }
            Event::Text(shown) if source.starts_with('&') && source.ends_with(';') && **shown != *source => {
                self.take_entity(shown, range);
            }
            Event::Text(_) => self.shown.push(range),
            Event::InlineMath(formula) if is_prose(formula) => self.shown.push(range),
            Event::Code(_) | Event::DisplayMath(_) | Event::InlineMath(_) => self.take_foreign(range),
            Event::Html(_) => self.take_html(range),
            Event::InlineHtml(_) => {
                self.take_tag(source, range);
                self.take_html(range);
            }
            _ => {}
        }
    }

    /// A character written as an entity is none of the sentence's; a space written so shapes the page.
    fn take_entity(&mut self, shown: &str, range: Span) {
        if !shown.trim().is_empty() {
            self.take_foreign(range);
        }
    }

    /// Something in a line that is no prose.
    fn take_foreign(&mut self, range: Span) {
        self.left_alone.push(range);
        self.shown.push(range);
    }

    /// A picture: a word of its sentence, unless it has its line to itself.
    fn take_object(&mut self, range: Span) {
        let head = before(self.text, range.start).rsplit('\n').next().unwrap_or_default();
        let tail = after(self.text, range.end).split('\n').next().unwrap_or_default();
        let is_alone = !head.chars().chain(tail.chars()).any(|c| c.is_alphanumeric() || chars::is_point(c));
        if !is_alone {
            self.take_foreign(range);
        }
    }

    fn take_html(&mut self, range: Span) {
        match self.html.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.html.push(range),
        }
    }

    fn take_tag(&mut self, tag: &str, range: Span) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = before(name, name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()));
        let is_named = |known: &&str| known.eq_ignore_ascii_case(name);
        match self.code {
            Some((open, start)) if tag.starts_with("</") && is_named(&open) => {
                self.left_alone.push(Span::new(start, range.end));
                self.code = None;
            }
            Some(_) => {}
            None if tag.starts_with("</") => {}
            None => self.code = CODE.into_iter().find(is_named).map(|name| (name, range.start)),
        }
        if self.code.is_none() && OBJECTS.iter().any(is_named) {
            self.take_object(range);
        }
    }
}

/// Whether what stands between two dollar signs is a sentence with two prices in it.
fn is_prose(formula: &str) -> bool {
    formula.chars().any(chars::is_han) && !formula.contains(['=', '\\', '^', '_', '{', '+', '<', '>'])
}

/// Chinese drafts indent their paragraphs: what Markdown takes for code because of that is still prose.
fn is_indented_prose(kind: &CodeBlockKind<'_>, block: &str) -> bool {
    matches!(kind, CodeBlockKind::Indented) && block.chars().any(chars::is_han)
}

/// The signs of an emphasis that Markdown does not take for one because a mark stands at its edge and a character beside
/// it: 抓好**“最后一公里”**建设. Whoever wrote it meant it.
fn emphasis(text: &str, left_alone: &[Span]) -> Vec<Span> {
    let left_alone: Spans = left_alone.iter().collect();
    let found = EMPHASIS.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| {
        let part = |stars: usize, strokes: usize| found.get(stars).or_else(|| found.get(strokes));
        let (open, inside, close) = (part(1, 4)?, part(2, 5)?, part(3, 6)?);
        let (first, last) = (inside.as_str().chars().next()?, inside.as_str().chars().next_back()?);
        let is_meant = if open.as_str().starts_with('*') {
            // So do stars that mask: 由**科牵头，**科配合.
            !first.is_alphanumeric() || !(last.is_alphanumeric() || matches!(last, '，' | '、'))
        } else {
            // Between strokes to be filled in stand points: 请假__人，实到__人.
            chars::is_opening(first) && chars::is_closing(last)
        };
        let [before, behind] = [open, close].map(Span::from);
        let is_free = !left_alone.overlaps(before) && !left_alone.overlaps(behind);
        let is_taken = is_meant && before.len() == behind.len() && is_free;
        is_taken.then_some([before, behind])
    });
    found.flatten().collect()
}

/// Everything but `shown`, which is sorted, and line ends.
fn all_but(text: &str, shown: Vec<Span>) -> Vec<Span> {
    let mut markup = Vec::new();
    let mut position = 0;
    let end = Span::empty(text.len());
    for range in shown.into_iter().chain([end]) {
        let between = slice(text, position..range.start.max(position));
        for line in between.split_inclusive(['\n', '\r']) {
            let content = line.trim_end_matches(['\n', '\r']);
            markup.push(Span::new(position, position + content.len()));
            position += line.len();
        }
        position = range.end.max(position);
    }
    markup
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Checker, Outcome};
    use crate::config::Config;
    use crate::draft::{Draft, DraftKind};

    fn check(checker: &Checker, text: &str) -> Outcome {
        Draft::of_text(DraftKind::Markdown, text).check(checker)
    }

    /// The texts of the findings of PU208 in a draft.
    fn doubled(text: &str) -> Vec<String> {
        let checker = Checker::new(Config { select: vec!["PU208".into()], ..Config::default() }).unwrap();
        let findings = check(&checker, text).findings;
        findings.iter().map(|finding| format!("{}@{}", slice(text, finding.range), finding.range.start)).collect()
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
    fn what_is_no_prose_is_left_alone_and_what_stands_beside_it_is_checked() {
        for text in [
            "请点开<http://www.a.example/甲，，乙>查看。\n",
            "参见[[预案，，修订版]]办理。\n",
            "这里写{{姓名，，职务}}，由系统填。\n",
            "运行<code>echo 甲，，乙</code>后回车，按<KBD>确认，，</KBD>键。\n",
            "余额为$$收入，，支出$$，见附表，记作$x，，y$。\n",
            "表格清楚，<img src=\"a.png\">。请照办。\n",
            "表格清楚，![，，](a.png)。请照办。\n",
            "![甲，，乙](a.png)\n",
        ] {
            assert_eq!(doubled(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(doubled("运行<code>ls，，</code>后回车，，再看。\n").len(), 1);
        assert_eq!(doubled("运行<code>后回车，，再看。\n").len(), 1);
        assert_eq!(doubled("这支笔$5块，，那支笔$3块。\n").len(), 1);
    }

    /// What is found in a draft beside doubled marks, as code and text.
    fn all_found(text: &str) -> Vec<String> {
        let checker = Checker::with_model(Config::default(), None).unwrap();
        let found = check(&checker, text).findings;
        found.iter().map(|finding| format!("{} {}", finding.code(), slice(text, finding.range))).collect()
    }

    #[test]
    fn an_entity_is_how_a_sign_is_written() {
        for text in ["填写&lt;单位&gt;名称。\n", "研究&amp;开发部牵头。\n", "&emsp;&emsp;各位同志：\n"]
        {
            assert_eq!(all_found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn numbering_starts_afresh_below_a_heading() {
        let text = "## 已办\n\n1. 修好桥梁。\n2. 清理河道。\n\n## 待办\n\n1. 加固堤坝，备足沙袋。\n";
        assert_eq!(all_found(text), Vec::<String>::new());
        let text = "## 已办\n\n一、修桥\n\n三、清淤\n\n## 待办\n\n一、筑坝\n\n二、备料\n";
        assert_eq!(all_found(text), ["ST106 三、"]);
    }

    #[test]
    fn emphasis_beside_a_character_is_one() {
        for text in [
            "我们抓住**“关键少数”**不放。\n",
            "要做到**（一）**守纪律，**（二）**讲规矩。\n",
            "必须守住**底线。**谁都不能例外。\n",
            "我们抓住__“关键少数”__不放。\n",
            "我们抓住***“关键少数”***不放。\n",
        ] {
            assert_eq!(all_found(text), Vec::<String>::new(), "{text}");
        }
        assert!(emphasis("由__科，报__科。", &[]).is_empty() && emphasis("由**科牵头，**科配合", &[]).is_empty());
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
        let headings: Vec<_> =
            reading.outline()[0].children.iter().map(|node| (node.name.as_str(), slice(text, node.title))).collect();
        assert_eq!(headings, [("一、抓学习", "一、抓**学习"), ("三、看 `a`", "三、看 `a`")]);
        let found = reading.refactorings(text.find('三').unwrap());
        assert_eq!(slice(text, found[0].edits[0].range), "三");
    }

    proptest::proptest! {
        #[test]
        fn findings_in_any_text_are_where_text_is(text in "([-#>*`|\\[\\]() \n0-9a<!]|，，|。|甲|　|一、|```\n|<!--|-->){0,40}") {
            let checker = Checker::with_model(Config::default(), None).unwrap();
            for finding in check(&checker, &text).findings {
                proptest::prop_assert!(text.get(finding.range.range()).is_some());
                for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                    proptest::prop_assert!(text.get(edit.range.range()).is_some());
                }
            }
        }
    }
}
