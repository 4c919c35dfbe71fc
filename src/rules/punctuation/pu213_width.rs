//! PU213: half-width points and brackets in Chinese sentences, full-width digits and letters.

use super::half_width::{self, Site};
use super::open_words;
use super::salutations::salutation_marks;
use super::split_phrases::split_phrases;
use super::wide_colons;
use super::wide_letters::{self, WideRun};
use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, Repeats, Report, Rule, card_page};
use crate::structure::{Mark, Paragraph};
use crate::text::{Span, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU213-width.md"), Check::Language(check)).repeats(Repeats::OnceFrom(10));

/// A mark that the draft writes narrow so often, and more often than wide, it writes narrow by habit.
const MIN_HABIT: usize = 3;

/// Marks written narrow by habit are reported once, from so many on; a sentence or two show no habit at all.
const MIN_SUMMARY: usize = 12;

/// A draft writes in full width where it has so many full-width marks to a half-width one.
const CLEAR_MAJORITY: usize = 3;

fn check(context: &Context) -> Vec<Report> {
    let mut reports = marks(context);
    reports.extend(letters(context));
    reports.extend(wide_colons::in_addresses(context.text).into_iter().map(|colon| {
        let message = "网址里的冒号用半角“:”，否则打不开。";
        let fix = Fix::safe("改为“:”", vec![Edit::replace(colon, ":")]);
        Report::new(colon, message).severity(Severity::Warning).fix(fix)
    }));
    reports.extend(times(context.text));
    reports
}

/// Times of day with a full-width colon, once for the whole draft.
fn times(text: &str) -> Option<Report> {
    let colons = wide_colons::in_times(text);
    let first = *colons.first()?;
    let message = match colons.len() {
        1 => "时、分之间的冒号用半角，如“9:30”。".to_owned(),
        count => format!("全文有{count}处时、分之间用了全角冒号，应用半角，如“9:30”（只报一次）。"),
    };
    let mut report = Report::new(first, message);
    for colon in colons.iter().skip(1).take(MAX_RELATED) {
        report = report.related(*colon, "这里也是");
    }
    let edits = colons.into_iter().map(|colon| Edit::replace(colon, ":")).collect();
    Some(report.fix(Fix::safe("改为半角冒号", edits)))
}

/// So many other places of a habit are shown.
const MAX_RELATED: usize = 20;

/// Deviations from what the draft does with a mark one by one; what it does by habit once.
fn marks(context: &Context) -> Vec<Report> {
    let sites = half_width::sites(context);
    let habits = Habits::of(context, &sites);
    let (mut usual, mut deviating): (Vec<Site>, Vec<Site>) =
        sites.into_iter().partition(|site| habits.is_usual(site.mark));
    if usual.len() < MIN_SUMMARY {
        // A few marks are no habit: they count one by one, where the draft has another.
        deviating.extend(usual.drain(..).filter(|_| habits.is_full_width));
    }
    let mut reports: Vec<Report> = summary(context, &usual).into_iter().collect();
    if !deviating.is_empty() {
        let taken = other_rules_marks(context);
        let is_free = |site: &&Site| {
            let start = site.range().start;
            let next = taken.partition_point(|mark| mark.end <= start);
            !taken.get(next).is_some_and(|mark| mark.contains(start))
        };
        let certain = deviating.iter().filter(|site| !site.is_doubtful).filter(is_free);
        reports.extend(certain.map(|site| deviation(context.text, site)));
    }
    reports
}

/// Which marks the draft writes narrow by habit.
struct Habits {
    usual: Vec<Mark>,
    is_full_width: bool,
}

impl Habits {
    fn of(context: &Context, sites: &[Site]) -> Self {
        let mut half = [0_usize; Mark::ALL.len()];
        for site in sites {
            if let Some(count) = half.get_mut(site.mark as usize) {
                *count += 1;
            }
        }
        let counts = || {
            // A pair of brackets is one site and two marks.
            let wide = |mark| context.structure.profile.tally(mark).full / if mark == Mark::Bracket { 2 } else { 1 };
            Mark::ALL.into_iter().zip(half).map(move |(mark, half)| (mark, wide(mark), half))
        };
        let is_habit = |wide: usize, half: usize| half >= MIN_HABIT && half > wide;
        let usual = counts().filter(|(_, wide, half)| is_habit(*wide, *half)).map(|(mark, ..)| mark).collect();
        let others = || counts().filter(|(mark, wide, half)| *mark != Mark::FullStop && !is_habit(*wide, *half));
        let wide: usize = others().map(|(_, wide, _)| wide).sum();
        let half: usize = others().map(|(.., half)| half).sum();
        Habits { usual, is_full_width: wide > 0 && wide >= half * CLEAR_MAJORITY }
    }

    fn is_usual(&self, mark: Mark) -> bool {
        self.usual.contains(&mark) || !self.is_full_width
    }
}

/// One finding, and one fix for the whole draft.
fn summary(context: &Context, sites: &[Site]) -> Option<Report> {
    let place = sites.iter().find(|site| is_telling(context, site)).or_else(|| sites.first())?.edits.first()?;
    let count = sites.len();
    let mark = slice(context.text, place.range);
    let mut edits: Vec<Edit> = sites.iter().flat_map(|site| site.edits.clone()).collect();
    // Pairs of brackets hold other marks between them.
    edits.sort_by_key(|edit| edit.range.start);
    let message = format!("全文有{count}处标点用半角（如此处的“{mark}”），中文标点应占一个字的位置（只报一次）。");
    let fix = Fix::safe(format!("全文{count}处半角标点改为全角"), edits);
    Some(Report::new(place.range, message).fix(fix))
}

/// A point of the text itself: not a bracket, nor in the line 第一篇： that a collection sets before each piece.
fn is_telling(context: &Context, site: &Site) -> bool {
    let structure = context.structure;
    let start = site.range().start;
    let opens_piece = || {
        let paragraph = structure.paragraphs.partition_point(|paragraph| paragraph.range.end <= start);
        let segments = &structure.segments;
        let place = segments.partition_point(|segment| segment.paragraphs.start < paragraph);
        segments.len() > 1 && segments.get(place).is_some_and(|segment| segment.paragraphs.start == paragraph)
    };
    site.mark != Mark::Bracket && !opens_piece()
}

fn deviation(text: &str, site: &Site) -> Report {
    let right: Vec<&str> = site.edits.iter().map(|edit| edit.new_text.as_str()).collect();
    let found: Vec<&str> = site.edits.iter().map(|edit| slice(text, edit.range)).collect();
    let (found, right) = (found.concat(), right.concat());
    let range = site.edits.first().map_or(Span::default(), |edit| edit.range);
    let (message, title) = (format!("“{found}”是半角标点，本文别处用全角，应为“{right}”。"), format!("改为“{right}”"));
    let report = Report::new(range, message);
    let report = match site.edits.as_slice() {
        [_, close] => report.related(close.range, "后括号"),
        _ => report,
    };
    report.fix(Fix::safe(title, site.edits.clone()))
}

/// Narrow marks that another rule takes out, moves or replaces: it has the say over them.
fn other_rules_marks(context: &Context) -> Vec<Span> {
    let stray = open_words::commas(context).into_iter().chain(split_phrases(context));
    let mut taken: Vec<Span> = stray.map(|report| report.range()).collect();
    taken.extend(salutation_marks(context));
    taken.extend(context.structure.paragraphs.iter().filter_map(|paragraph| heading_comma(context, paragraph)));
    taken.sort_by_key(|mark| mark.end);
    taken
}

/// A comma at the end of a heading goes.
fn heading_comma(context: &Context, paragraph: &Paragraph) -> Option<Span> {
    let line = slice(context.text, paragraph.range);
    let head = line.strip_suffix(',')?;
    let is_heading = context.structure.touches_marker(Span::new(paragraph.range.start, paragraph.range.start + 1));
    let comma = Span::new(paragraph.range.end - 1, paragraph.range.end);
    (is_heading && !head.contains(chars::is_sentence_end)).then_some(comma)
}

/// Full-width digits and letters, one by one or once.
fn letters(context: &Context) -> Vec<Report> {
    let runs: Vec<WideRun> = wide_letters::runs(context.text)
        .into_iter()
        .filter(|run| !context.structure.touches_marker(run.range) && !is_placeholder(run))
        .collect();
    let is_habit = || {
        let wide: usize = runs.iter().map(|run| run.narrow.len()).sum();
        wide > context.text.bytes().filter(u8::is_ascii_alphanumeric).count()
    };
    if runs.len() < MIN_SUMMARY || !is_habit() {
        return runs.into_iter().map(|run| letter_report(context.text, run)).collect();
    }
    let count = runs.len();
    let range = runs.first().map_or(Span::default(), |run| run.range);
    let edits = runs.into_iter().map(|run| Edit::replace(run.range, run.narrow)).collect();
    let fix = Fix::safe(format!("全文{count}处全角数字、字母改为半角"), edits);
    vec![Report::new(range, format!("全文有{count}处数字、字母用全角，宜用半角（只报一次）。")).fix(fix)]
}

/// ＸＸ stands for a name.
fn is_placeholder(run: &WideRun) -> bool {
    run.narrow.chars().all(|c| matches!(c, 'X' | 'x'))
}

fn letter_report(text: &str, run: WideRun) -> Report {
    let message = format!("“{}”是全角，数字和字母宜用半角：“{}”。", slice(text, run.range), run.narrow);
    let fix = Fix::safe(format!("改为“{}”", run.narrow), vec![Edit::replace(run.range, run.narrow)]);
    Report::new(run.range, message).fix(fix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Resources;
    use crate::structure::Structure;

    /// What is reported, each with the number of its edits.
    fn found(text: &str) -> Vec<(&str, usize)> {
        let structure = Structure::parse(text);
        let resources = Resources::default();
        let reports = check(&Context::new(text, &structure, &resources));
        let edits = |report: &Report| report.fixes.first().map_or(0, |fix| fix.edits.len());
        reports.iter().map(|report| (slice(text, report.range()), edits(report))).collect()
    }

    #[test]
    fn a_sentence_or_two_in_half_width_show_no_habit() {
        assert_eq!(found("今天开会,很重要,也很及时(见附表)。"), []);
        assert_eq!(found(&"今天开会,很重要。".repeat(12)), [(",", 12)]);
    }

    #[test]
    fn each_mark_has_a_habit_of_its_own() {
        let points = "要提高认识，统一思想，狠抓落实。".repeat(10);
        let brackets = "新建示范点(改建)一批。".repeat(12);
        assert_eq!(found(&format!("{points}{brackets}")), [("(", 24)]);
        assert_eq!(found(&format!("{points}新建示范点(改建)一批。")), [("(", 2)]);
    }

    #[test]
    fn doubtful_marks_count_only_where_the_draft_writes_them_so() {
        let wide = "要提高认识，统一思想，狠抓落实。".repeat(10);
        assert_eq!(found(&format!("{wide}抓好?水灌区建设.推进改革。")), []);
        assert_eq!(found(&"为什么?因为要.怎么办?只能干.".repeat(6)).len(), 1);
    }

    #[test]
    fn marks_that_other_rules_mend_are_theirs() {
        let wide = "要提高认识，统一思想，狠抓落实。".repeat(10);
        for line in ["同志们,", "一、提高认识,", "会议强调还要,统一思想。", "第一,统一思想。"]
        {
            assert_eq!(found(&format!("{wide}\n{line}\n{wide}")), [], "{line}");
        }
    }

    #[test]
    fn wide_digits_are_told_one_by_one_or_once() {
        assert_eq!(found("２００５年增长８．５％，Ａ股上涨。"), [("２００５", 1), ("８．５", 1), ("Ａ", 1)]);
        assert_eq!(found(&"增长８％。".repeat(12)), [("８", 12)]);
        assert_eq!(found("ＸＸ局长到会。\n１．统一思想"), []);
    }
}
