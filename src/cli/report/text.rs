//! `--format text`: for somebody at a shell.

use std::collections::HashMap;

use annotate_snippets::renderer::{DecorStyle, Effects, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Message, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::summary::{last_line, omission};
use super::{Checked, Ending, Format, Places};
use crate::finding::{Applicability, Finding, Fix, Severity};
use crate::text::slice;

/// Up to so many identical findings in a draft are shown one by one.
const FEW: usize = 3;
/// Up to so many lines are listed for the rest.
const LISTED_LINES: usize = 12;
/// Wide enough that the renderer never cuts what [`Excerpt`] left.
const RENDER_WIDTH: usize = 400;

/// The format.
pub(crate) struct Text {
    pub(crate) color: bool,
    pub(crate) summary: bool,
}

impl Format for Text {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        let renderer = self.renderer();
        let render = |(finding, others)| {
            let view = View { finding, others, checked, places: &places };
            format!("{}{}\n\n", self.heading(&view), renderer.render(&[view.group()]))
        };
        fold_identical(checked).into_iter().map(render).collect()
    }

    fn closing(&self, ending: &Ending<'_>) -> String {
        omission(ending.omitted) + &last_line(self.summary, ending.totals)
    }

    fn sums_up(&self) -> bool {
        self.summary
    }
}

impl Text {
    fn renderer(&self) -> Renderer {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).term_width(RENDER_WIDTH)
    }

    /// Where it is; the renderer would name the column in the excerpt.
    fn heading(&self, view: &View<'_>) -> String {
        let heading = view.places.cited(&visible(view.checked.path), view.finding.range.start) + ": ";
        let bold = Style::new().effects(Effects::BOLD);
        if self.color { format!("{bold}{heading}{bold:#}") } else { heading }
    }
}

/// The findings to show, each with the identical ones that it stands for. Findings are identical when they have
/// the same code and the same text; a few are shown one by one.
fn fold_identical<'a>(checked: &Checked<'a>) -> Vec<(&'a Finding, Vec<&'a Finding>)> {
    let key = |finding: &'a Finding| {
        let text = slice(checked.document.text(), finding.range);
        // Places without text have nothing in common.
        (!text.is_empty()).then_some((finding.code(), text))
    };
    let mut alike: HashMap<_, Vec<&Finding>> = HashMap::new();
    for finding in checked.findings {
        if let Some(key) = key(finding) {
            alike.entry(key).or_default().push(finding);
        }
    }
    alike.retain(|_, findings| findings.len() > FEW);
    checked
        .findings
        .iter()
        .filter_map(|finding| match key(finding).and_then(|key| alike.get(&key)).map(Vec::as_slice) {
            None => Some((finding, Vec::new())),
            Some([first, others @ ..]) if std::ptr::eq(*first, finding) => Some((finding, others.to_vec())),
            Some(_) => None,
        })
        .collect()
}

/// One finding on its way to the renderer.
struct View<'a> {
    finding: &'a Finding,
    others: Vec<&'a Finding>,
    checked: &'a Checked<'a>,
    places: &'a Places<'a>,
}

impl View<'_> {
    fn group(&self) -> Group<'static> {
        let excerpt = Excerpt::around(self.checked.document, self.finding.range);
        let label = self.label(&excerpt);
        let source = Snippet::source(excerpt.text)
            .line_start(self.places.number(self.finding.range.start))
            .fold(false)
            .annotation(AnnotationKind::Primary.span(excerpt.marked.range()).label(label));
        level(self.finding.severity)
            .primary_title(visible(&self.finding.message))
            .id(self.finding.code())
            .element(source)
            .elements(self.related())
            .elements(self.fixes())
            .elements(self.others())
    }

    fn label(&self, excerpt: &Excerpt) -> String {
        let title = self.finding.rule.card().title;
        if excerpt.goes_on {
            format!("{title}（到{}）", self.places.spoken_line(self.finding.range.end))
        } else {
            title.to_owned()
        }
    }

    fn related(&self) -> impl Iterator<Item = Message<'static>> {
        self.finding
            .related
            .iter()
            .map(|related| note("参看", format!("{}：{}", self.places.spoken(related.range.start), related.message)))
    }

    fn fixes(&self) -> impl Iterator<Item = Message<'static>> {
        let preferred = self.finding.preferred_fix();
        let others: Vec<&str> =
            self.finding.fixes.iter().filter(|fix| !fix.preferred).map(|fix| fix.title.as_str()).collect();
        let first = preferred.map(|fix| note("改法", format!("{}（{}）", fix.title, flag(fix))));
        let word = if preferred.is_some() { "或者" } else { "可选" };
        let rest = (!others.is_empty()).then(|| note(word, others.join("；")));
        first.into_iter().chain(rest)
    }

    fn others(&self) -> Option<Message<'static>> {
        let place = |finding: &&Finding| self.places.spoken_line(finding.range.start);
        let mut lines: Vec<String> = self.others.iter().map(place).collect();
        lines.dedup();
        let more = if lines.len() > LISTED_LINES { "等" } else { "" };
        lines.truncate(LISTED_LINES);
        let listed = match listed_numbers(&lines) {
            Some(numbers) => format!("第 {numbers}{more} 行"),
            None => lines.join("、") + more,
        };
        let count = self.others.len();
        (count > 0).then(|| note("同类", format!("另有 {count} 处相同：{listed}")))
    }
}

/// Lines of a plain text share their words: 第 2、3、4 行.
fn listed_numbers(lines: &[String]) -> Option<String> {
    let number = |line: &String| Some(line.strip_prefix("第 ")?.strip_suffix(" 行")?.to_owned());
    Some(lines.iter().map(number).collect::<Option<Vec<String>>>()?.join("、"))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
    .with_name(severity.label())
}

fn note(name: &'static str, text: impl AsRef<str>) -> Message<'static> {
    Level::NOTE.with_name(name).message(visible(text.as_ref()))
}

fn flag(fix: &Fix) -> &'static str {
    match fix.applicability {
        Applicability::Safe => "--fix",
        Applicability::Unsafe => "需确认，--unsafe-fixes",
    }
}

/// Text from a draft or a path, harmless to a terminal and on one line.
pub(super) fn visible(text: &str) -> String {
    let picture = |c: char| char::from_u32(0x2400 + u32::from(c)).filter(|_| u32::from(c) < 0x20).unwrap_or('\u{fffd}');
    text.chars().map(|c| if c.is_control() { picture(c) } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::finding::Edit;
    use crate::text::Span;
    use crate::text::{Document, Encoding};

    fn report(text: &str, findings: &[Finding]) -> String {
        let document = Document::new(text);
        let checked =
            Checked { path: "稿.txt", encoding: Encoding::UTF_8, document: &document, findings, fixed: None };
        samples::of(&Text { color: false, summary: true }, &[checked])
    }

    fn doubled(start: usize) -> Finding {
        Finding {
            rule: crate::rules::find("PU208").unwrap(),
            severity: Severity::Error,
            range: Span::new(start, start + 6),
            message: "标点“，，”重复，应删去一个。".into(),
            related: Vec::new(),
            fixes: vec![Fix::safe("删去重复的标点", vec![Edit::delete(start..start + 3)])],
        }
    }

    #[test]
    fn everything_a_finding_says_is_shown() {
        let finding = Finding {
            severity: Severity::Warning,
            message: "此处“第三”应为“二是”。".into(),
            related: vec![crate::finding::Related {
                range: Span::new(0, 6), message: "本级第一项用“一是”".into()
            }],
            fixes: vec![
                Fix::likely("改为“二是”", vec![Edit::replace(19..28, "二是")]),
                Fix::alternative("改为“第二”", vec![Edit::replace(19..28, "第二")]),
                Fix::alternative("改为“三是”", vec![Edit::replace(19..28, "三是")]),
            ],
            ..doubled(19)
        };
        insta::assert_snapshot!(report("一是抓落实。\n第三是抓长效。", &[finding]));
    }

    #[test]
    fn markers_stand_under_wide_characters_of_a_long_line() {
        let text = format!("{}，，{}", "同志们辛苦了。".repeat(30), "ABC，会议要求。".repeat(30));
        insta::assert_snapshot!(report(&text, &[doubled(630)]));
    }

    #[test]
    fn many_identical_findings_are_shown_once() {
        let text = "好，，\n".repeat(5);
        let findings: Vec<Finding> = (0..5).map(|line| doubled(3 + 10 * line)).collect();
        let report = report(&text, &findings);
        assert_eq!(report.matches("PU208").count(), 1);
        assert!(report.contains("另有 4 处相同：第 2、3、4、5 行"), "{report}");
    }

    #[test]
    fn few_identical_findings_are_shown_one_by_one() {
        let text = "好，，\n".repeat(3);
        let findings: Vec<Finding> = (0..3).map(|line| doubled(3 + 10 * line)).collect();
        assert_eq!(report(&text, &findings).matches("PU208").count(), 3);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let finding = Finding { message: "有\u{1b}[31m控制\n字符".into(), ..doubled(9) };
        let report = report("\u{1b}[31m甲，，", &[Finding { range: Span::new(8, 14), ..finding }]);
        assert!(!report.contains('\u{1b}'), "{report}");
    }
}
