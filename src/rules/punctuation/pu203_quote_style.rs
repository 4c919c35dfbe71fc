//! PU203: straight quotation marks, corner brackets and double primes where “ ” belong.

use std::ops::Range;

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::{Paragraph, Structure};
use crate::text::{char_at, char_before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU203-quote-style.md"), Check::Language(check));

/// From so many quotations on, a draft that has no curly mark writes straight ones by habit.
const MIN_HABIT: usize = 3;

fn check(context: &Context) -> Vec<Report> {
    let mut reports = straight(context);
    reports.extend(corners(context));
    reports
}

/// Two straight marks around a phrase.
struct Quotation {
    open: Range<usize>,
    close: Range<usize>,
    is_double: bool,
}

impl Quotation {
    fn edits(&self) -> [Edit; 2] {
        let (open, close) = if self.is_double { ("“", "”") } else { ("‘", "’") };
        [Edit::replace(self.open.clone(), open), Edit::replace(self.close.clone(), close)]
    }
}

fn straight(context: &Context) -> Vec<Report> {
    let text = context.text;
    let mut quotations = Vec::new();
    for paragraph in &context.structure.paragraphs {
        quotations.extend(doubles(context.text, context.structure, paragraph));
        quotations.extend(singles(text, paragraph));
    }
    let is_habit = quotations.len() >= MIN_HABIT && context.structure.quotes.matched.is_empty();
    if is_habit {
        return summary(quotations).into_iter().collect();
    }
    quotations.into_iter().map(|quotation| report(text, &quotation)).collect()
}

/// The straight double marks of a paragraph, in pairs, where they are even in number and each opens or closes as its
/// turn has it.
fn doubles(text: &str, structure: &Structure, paragraph: &Paragraph) -> Vec<Quotation> {
    let marks = marks(text, paragraph, &['"', '＂', '〝', '〞', '〟']);
    let faults = &structure.quotes.faults;
    let has_fault = || {
        let first = faults.partition_point(|fault| fault.mark.start < paragraph.range.start);
        faults.get(first).is_some_and(|fault| fault.mark.start < paragraph.range.end)
    };
    let pairs = pairs(&marks);
    if pairs.is_empty() || !pairs.iter().all(|(open, close)| is_quotation(text, open, close)) || has_fault() {
        return Vec::new();
    }
    pairs.into_iter().map(|(open, close)| Quotation { open, close, is_double: true }).collect()
}

/// Single marks are apostrophes, feet and minutes as well: only those right around Chinese words count.
fn singles(text: &str, paragraph: &Paragraph) -> Vec<Quotation> {
    let marks = marks(text, paragraph, &['\'']);
    let pairs = pairs(&marks);
    let around_words = |(open, close): &(Range<usize>, Range<usize>)| {
        char_at(text, open.end).is_some_and(chars::is_han)
            && char_before(text, close.start).is_some_and(chars::is_han)
            && is_quotation(text, open, close)
    };
    if !pairs.iter().all(around_words) {
        return Vec::new();
    }
    pairs.into_iter().map(|(open, close)| Quotation { open, close, is_double: false }).collect()
}

fn marks(text: &str, paragraph: &Paragraph, marks: &[char]) -> Vec<Range<usize>> {
    let line = slice(text, paragraph.range.clone());
    let place = |(at, mark): (usize, &str)| paragraph.range.start + at..paragraph.range.start + at + mark.len();
    line.match_indices(marks).map(place).collect()
}

/// Two by two; nothing at all where one would be left.
fn pairs(marks: &[Range<usize>]) -> Vec<(Range<usize>, Range<usize>)> {
    let (pairs, rest) = marks.as_chunks::<2>();
    if !rest.is_empty() {
        return Vec::new();
    }
    pairs.iter().map(|[open, close]| (open.clone(), close.clone())).collect()
}

/// Whether two marks hold a phrase of a Chinese sentence between them, and not what stands between two phrases.
fn is_quotation(text: &str, open: &Range<usize>, close: &Range<usize>) -> bool {
    let phrase = slice(text, open.end..close.start);
    let (first, last) = (phrase.chars().next(), phrase.chars().next_back());
    let may_open = first.is_some_and(|c| !chars::is_space(c) && !chars::is_point(c) && !chars::is_closing(c));
    let may_close =
        last.is_some_and(|c| !chars::is_space(c) && !chars::is_opening(c) && !matches!(c, '，' | ',' | '、'));
    let outside = [char_before(text, open.start), char_at(text, close.end)];
    // "a":"b" and <a title="…"> are code.
    let is_code = outside.iter().flatten().any(|c| matches!(c, '=' | '{' | '}' | '<' | '>' | '[' | ']' | '\\'));
    may_open && may_close && phrase.contains(chars::is_han) && !is_code
}

fn report(text: &str, quotation: &Quotation) -> Report {
    let phrase = slice(text, quotation.open.end..quotation.close.start);
    let edits = quotation.edits().to_vec();
    let right: Vec<&str> = edits.iter().map(|edit| edit.new_text.as_str()).collect();
    let message = format!("中文引号不用直引号，应为{}。", right.join(phrase));
    Report::new(quotation.open.start..quotation.close.end, message).fix(Fix::safe("改为弯引号", edits))
}

/// The draft knows no other marks: one hint.
fn summary(quotations: Vec<Quotation>) -> Option<Report> {
    let first = quotations.first()?.open.clone();
    let count = quotations.len();
    let mut edits: Vec<Edit> = quotations.iter().flat_map(Quotation::edits).collect();
    edits.sort_by_key(|edit| edit.range.start);
    let message = format!("全文{count}处引号都用直引号，应为弯引号“”（只报一次）。");
    let fix = Fix::safe(format!("全文{count}处改为弯引号"), edits);
    Some(Report::new(first, message).severity(Severity::Info).fix(fix))
}

/// 「」 in simplified text, once for the whole draft.
fn corners(context: &Context) -> Option<Report> {
    let text = context.text;
    let is_corner = |c: char| matches!(c, '「' | '」' | '『' | '』');
    let marks: Vec<Edit> = text
        .match_indices(is_corner)
        .filter_map(|(at, mark)| Some(Edit::replace(at..at + mark.len(), curly(mark)?)))
        .collect();
    let first = marks.first().map(|edit| edit.range.clone())?;
    if is_traditional(text) {
        return None;
    }
    let message = "简体横排文稿的引号用“”，不用「」（全文只报一次）。";
    let report = Report::new(first, message).severity(Severity::Info);
    Some(report.fix(Fix::likely("全文的「」改为“”", marks)))
}

fn curly(corner: &str) -> Option<&'static str> {
    Some(match corner {
        "「" => "“",
        "」" => "”",
        "『" => "‘",
        "』" => "’",
        _ => return None,
    })
}

/// Characters that simplified text has no use for, and traditional text cannot do without.
fn is_traditional(text: &str) -> bool {
    const MIN_CHARACTERS: usize = 3;
    text.matches(['國', '會', '個', '這', '們', '來', '時', '對', '學', '實', '說', '與', '為', '發'])
        .nth(MIN_CHARACTERS - 1)
        .is_some()
}
