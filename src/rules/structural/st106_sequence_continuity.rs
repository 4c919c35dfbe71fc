//! ST106: numbers of siblings that skip, repeat, swap or do not start at one.
//!
//! Three readings are kept apart: a number that is merely wrong (renumber it), a number misread for a look-alike,
//! and text that is missing. The cheapest explanation of the whole series decides, so that one slip raises one
//! finding, at the item where it happened.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Kind, Marker, Series};
use crate::text::{after, chars, slice};

use super::alignment::{Step, align};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST106-sequence-continuity.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    context
        .structure
        .series
        .iter()
        .filter(|series| series.items.iter().any(|item| is_counted(item.kind)))
        .filter(|series| !is_left_to_markdown(context.text, series) && !is_pair(context.text, series))
        .flat_map(|series| Diagnosis::new(context.text, series).reports())
        .collect()
}

/// Stages may be named out of order, 首先…其次 carries no numbers, and letters and clause numbers are cited as often
/// as they are counted.
fn is_counted(kind: Kind) -> bool {
    !matches!(kind, Kind::Stage(_) | Kind::Adverb | Kind::Come | Kind::Letter | Kind::Decimal)
}

/// `1. ` before every item is how Markdown writes a list whose numbers are set when it is shown.
fn is_left_to_markdown(text: &str, series: &Series) -> bool {
    series.items.iter().all(|item| {
        item.kind == Kind::ArabicDot
            && item.number == 1
            && item.at_start
            && after(text, item.range.end).starts_with(' ')
    })
}

/// 一是课业负担重，一是户外活动少: two things in one sentence, named without being counted.
fn is_pair(text: &str, series: &Series) -> bool {
    let is_one = |item: &Marker| matches!(item.kind, Kind::Is | Kind::Must) && item.number == 1;
    let [first, .., last] = series.items.as_slice() else { return false };
    series.items.iter().all(is_one) && !slice(text, first.range.end..last.range.start).contains(is_break)
}

fn is_break(c: char) -> bool {
    chars::is_sentence_end(c) || matches!(c, '\n' | '\r')
}

struct Diagnosis<'a> {
    text: &'a str,
    items: &'a [Marker],
    steps: Vec<Step>,
}

impl<'a> Diagnosis<'a> {
    fn new(text: &'a str, series: &'a Series) -> Self {
        let numbers: Vec<u32> = series.items.iter().map(|item| item.number).collect();
        Diagnosis { text, items: &series.items, steps: align(&numbers) }
    }

    fn reports(&self) -> Vec<Report> {
        self.items
            .iter()
            .zip(&self.steps)
            .enumerate()
            .filter_map(|(index, (item, step))| match *step {
                _ if item.kind == Kind::Adverb => None,
                Step::InOrder | Step::SwappedWithPrevious => None,
                Step::Swapped { meant } => self.swapped(index, item, meant),
                Step::Misnumbered { meant } => self.misnumbered(index, item, meant),
                Step::AfterGap { missing_from } => self.after_gap(index, item, missing_from),
                Step::Repeated { meant } => self.repeated(index, item, meant),
                Step::LateStart if item.kind.is_free() => None,
                Step::LateStart => self.late_start(item),
            })
            .collect()
    }

    fn misnumbered(&self, index: usize, item: &Marker, meant: u32) -> Option<Report> {
        let right = item.render(self.text, meant)?;
        let label = item.label(self.text);
        let meant_label = trim(&right);
        let mut message = match index.checked_sub(1).and_then(|before| self.items.get(before)) {
            Some(previous) => format!("序号不连续：“{}”之后的“{label}”应为“{meant_label}”", previous.label(self.text)),
            None => format!("序号应从一开始：首项“{label}”应为“{meant_label}”"),
        };
        let twin = self.items.iter().enumerate().find(|(other, twin)| *other != index && twin.number == item.number);
        if twin.is_some() {
            message.push_str(&format!("，现与另一处“{label}”重复"));
        }
        let report = Report::new(item.range, message + "。")
            .severity(self.severity(item))
            .fix(Fix::likely(format!("改为“{meant_label}”"), vec![self.renumber(item, meant)?]));
        let report = match twin {
            Some((_, twin)) => report.related(twin.range, format!("另一处“{}”", twin.label(self.text))),
            None => self.related_to_previous(report, index),
        };
        Some(report)
    }

    /// One finding for two neighbours: either both are wrong or none is.
    fn swapped(&self, index: usize, item: &Marker, meant: u32) -> Option<Report> {
        let twin = self.items.get(index + 1)?;
        let (label, twin_label) = (item.label(self.text), twin.label(self.text));
        let message = format!("序号颠倒：“{label}”在“{twin_label}”之前；请核对两项的先后，没有放错则应互换序号。");
        let edits = vec![self.renumber(item, meant)?, self.renumber(twin, item.number)?];
        let report = Report::new(item.range, message)
            .severity(self.severity(item))
            .related(twin.range, format!("“{twin_label}”在这里"));
        Some(report.fix(Fix::likely(format!("“{label}”与“{twin_label}”互换序号"), edits)))
    }

    fn after_gap(&self, index: usize, item: &Marker, missing_from: u32) -> Option<Report> {
        let previous = index.checked_sub(1).and_then(|before| self.items.get(before))?;
        let missing: Vec<String> = (missing_from..item.number)
            .filter_map(|number| item.render(self.text, number).map(|label| format!("“{}”", trim(&label))))
            .collect();
        let label = item.label(self.text);
        let message = format!(
            "“{}”之后直接是“{label}”，缺{}；请核对是否漏了内容，没有漏则应重排序号。",
            previous.label(self.text),
            missing.concat()
        );
        let report = Report::new(item.range, message).severity(self.severity(item));
        let shift = item.number - missing_from;
        let report = self.related_to_previous(report, index);
        Some(report.fixes(
            self.renumber_from(index, |number| number.checked_sub(shift)).map(|fix| Fix { preferred: false, ..fix }),
        ))
    }

    fn repeated(&self, index: usize, item: &Marker, meant: u32) -> Option<Report> {
        let right = item.render(self.text, meant)?;
        let label = item.label(self.text);
        let report = Report::new(item.range, format!("序号“{label}”重复，此处应为“{}”，其后依次顺延。", trim(&right)))
            .severity(self.severity(item));
        let report = self.related_to_previous(report, index);
        Some(report.fixes(self.renumber_from(index, |number| Some(number + 1))))
    }

    /// A level that starts at two. A single item may be all that was quoted, so that is only a hint. Spoken series
    /// without a head are ST108's.
    fn late_start(&self, item: &Marker) -> Option<Report> {
        let first = item.render(self.text, 1)?;
        let label = item.label(self.text);
        // Of a law a few articles are quoted as often as all.
        let is_sure = item.at_start && self.items.len() > 1 && item.kind != Kind::Article('条');
        let severity = if is_sure { Severity::Warning } else { Severity::Info };
        let message = format!("这组序号从“{label}”开始，前面没有“{}”；请核对是否漏了内容。", trim(&first));
        let shift = item.number.saturating_sub(1);
        let renumbered = self.renumber_from(0, |number| number.checked_sub(shift));
        let report = Report::new(item.range, message).severity(severity);
        Some(report.fixes(renumbered.map(|fix| Fix { preferred: false, ..fix })))
    }

    fn severity(&self, item: &Marker) -> Severity {
        if item.at_start { Severity::Error } else { Severity::Warning }
    }

    fn related_to_previous(&self, report: Report, index: usize) -> Report {
        match index.checked_sub(1).and_then(|before| self.items.get(before)) {
            Some(previous) => report.related(previous.range, format!("上一项“{}”", previous.label(self.text))),
            None => report,
        }
    }

    fn renumber(&self, item: &Marker, number: u32) -> Option<Edit> {
        let numeral = crate::structure::numeral::write(number, item.notation)?;
        Some(Edit::replace(item.number_range, numeral))
    }

    /// Renumbers the item at `index` and all after it.
    fn renumber_from(&self, index: usize, number: impl Fn(u32) -> Option<u32>) -> Option<Fix> {
        let items = self.items.get(index..)?;
        let edits: Option<Vec<Edit>> = items.iter().map(|item| self.renumber(item, number(item.number)?)).collect();
        let first = items.first()?;
        let label = first.render(self.text, number(first.number)?)?;
        let title = match items.len() {
            1 => format!("改为“{}”", trim(&label)),
            _ => format!("改为“{}”，其后依次重排", trim(&label)),
        };
        Some(Fix::likely(title, edits?))
    }
}

/// The label without the point after it.
fn trim(label: &str) -> &str {
    label.trim_end_matches(['，', ',', '：', ':'])
}
