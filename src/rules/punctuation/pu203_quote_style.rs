//! PU203: straight quotation marks, corner brackets and double primes where “ ” belong.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, HangsOn, Repeats, Report, Rule, card_page};
use crate::structure::{Pair, Paragraph};
use crate::text::{Span, char_at, char_before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("punctuation/PU203-quote-style.md"), Check::Language(check))
    .hangs_on(HangsOn::Draft)
    .repeats(Repeats::OnceFrom(10));

/// From so many quotations on, a draft that has no curly mark writes straight ones by habit.
const MIN_HABIT: usize = 3;

fn check(context: &Context) -> Vec<Report> {
    let mut reports = straight(context);
    reports.extend(corners(context));
    reports
}

/// Two marks around a phrase, one of them straight at least.
struct Quotation {
    pair: Pair,
    is_double: bool,
}

impl Quotation {
    /// Curls what is straight.
    fn edits(&self, text: &str) -> Vec<Edit> {
        let (open, close) = if self.is_double { ("“", "”") } else { ("‘", "’") };
        let marks = [(&self.pair.open, open), (&self.pair.close, close)];
        marks
            .into_iter()
            .filter(|(mark, right)| slice(text, *(*mark)) != *right)
            .map(|(mark, right)| Edit::replace(*mark, right))
            .collect()
    }
}

fn straight(context: &Context) -> Vec<Report> {
    let text = context.text;
    let matched = &context.structure.quotes.matched;
    let mut quotations: Vec<Quotation> = matched
        .iter()
        .filter(|pair| is_straight(text, pair))
        .map(|pair| Quotation { pair: pair.clone(), is_double: true })
        .collect();
    let is_habit = quotations.len() >= MIN_HABIT && quotations.len() == matched.len();
    for paragraph in &context.structure.paragraphs {
        quotations.extend(singles(context, paragraph));
    }
    if is_habit {
        return summary(text, &quotations).into_iter().collect();
    }
    quotations.iter().map(|quotation| report(text, quotation)).collect()
}

fn is_straight(text: &str, pair: &Pair) -> bool {
    let is_curly = |mark: &Span| slice(text, *mark).starts_with(['“', '”', '‘', '’']);
    !is_curly(&pair.open) || !is_curly(&pair.close)
}

/// Single marks are apostrophes, feet and minutes as well: only those right around Chinese words count, where all of a
/// line do so.
fn singles(context: &Context, paragraph: &Paragraph) -> Vec<Quotation> {
    let text = context.text;
    let line = slice(text, paragraph.range);
    let marks: Vec<Span> = line
        .match_indices('\'')
        .map(|(at, mark)| Span::new(at, at + mark.len()).shifted(paragraph.range.start))
        .collect();
    let (pairs, rest) = marks.as_chunks::<2>();
    let around_word = |[open, close]: &[Span; 2]| {
        let is_han = |c: Option<char>| c.is_some_and(chars::is_han);
        let is_outside = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric());
        is_han(char_at(text, open.end))
            && is_han(char_before(text, close.start))
            && is_outside(char_before(text, open.start))
            && is_outside(char_at(text, close.end))
    };
    if !rest.is_empty() || !pairs.iter().all(around_word) {
        return Vec::new();
    }
    let quotation = |[open, close]: &[Span; 2]| Quotation {
        pair: Pair { open: *open, close: *close },
        is_double: !is_quoted(context, open.start),
    };
    pairs.iter().map(quotation).collect()
}

/// Whether `at` lies inside a quotation: only there are the marks single.
fn is_quoted(context: &Context, at: usize) -> bool {
    let quotes = &context.structure.quotes.matched;
    let before = quotes.partition_point(|pair| pair.open.start < at);
    // Quotations nest no deeper than this in any text.
    const MAX_DEPTH: usize = 8;
    quotes.iter().take(before).rev().take(MAX_DEPTH).any(|pair| pair.encloses(at))
}

fn report(text: &str, quotation: &Quotation) -> Report {
    let phrase = slice(text, quotation.pair.open.end..quotation.pair.close.start);
    let (open, close) = if quotation.is_double { ("“", "”") } else { ("‘", "’") };
    let range = Span::new(quotation.pair.open.start, quotation.pair.close.end);
    Report::new(range, format!("中文引号不用直引号，应为{open}{phrase}{close}。"))
        .fix(Fix::safe("改为弯引号", quotation.edits(text)))
}

/// The draft knows no other marks: one hint.
fn summary(text: &str, quotations: &[Quotation]) -> Option<Report> {
    let first = quotations.first()?.pair.open;
    let count = quotations.len();
    let mut edits: Vec<Edit> = quotations.iter().flat_map(|quotation| quotation.edits(text)).collect();
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
    let first = marks.first().map(|edit| edit.range)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Resources;
    use crate::structure::Structure;

    fn found(text: &str) -> Vec<&str> {
        let structure = Structure::parse(text);
        let resources = Resources::default();
        let reports = check(&Context::new(text, &structure, &resources));
        reports.iter().map(|report| slice(text, report.range())).collect()
    }

    #[test]
    fn straight_marks_count_in_pairs_around_chinese_words() {
        assert_eq!(found("抓好\"双语\"教学。"), ["\"双语\""]);
        assert_eq!(found("抓好“双语\"教学。"), ["“双语\""]);
        assert_eq!(found("这叫'双语'教学。"), ["'双语'"]);
    }

    #[test]
    fn single_marks_stand_inside_a_quotation_only() {
        let fixed = |text: &str| {
            let structure = Structure::parse(text);
            let resources = Resources::default();
            let reports = check(&Context::new(text, &structure, &resources));
            crate::fix::apply(text, &reports[0].fixes).text
        };
        assert_eq!(fixed("这叫'双语'教学。"), "这叫“双语”教学。");
        assert_eq!(fixed("他说：“这叫'双语'教学。”"), "他说：“这叫‘双语’教学。”");
    }

    #[test]
    fn marks_that_may_pair_otherwise_are_left() {
        for text in ["抓好\"双语教学。", "他说it's done，这是'双语'", "长3'宽2'的木板"] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn corner_brackets_are_told_once_and_not_in_traditional_text() {
        assert_eq!(found("抓好「双语」教学，推进「同城」教育。"), ["「"]);
        assert_eq!(found("這個國家的「雙語」教學"), [""; 0]);
    }
}
