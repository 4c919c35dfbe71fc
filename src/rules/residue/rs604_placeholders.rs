//! RS604: placeholders and blanks that were never filled in.

use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use super::blanks::blanks;
use super::placeholder_words::{WORDS, starts_with_any};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::{Span, after, before, chars, occurrences, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS604-placeholders.md"), Check::Language(check));

/// Letters and signs that stand for a name or number.
static PLACEHOLDER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[XＸ]{1,8}|[xｘ]{1,8}|[×╳✕]{1,8}|※{2,8}|某某某?|_{2,}|＿{2,}").ok());

/// A year whose last digits are to be filled in: 20xx年, [201x]5号.
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?P<year>(?:19|20|二[〇○零])[0-9〇一二]?[xXｘＸ×＊*]{1,2})(?:[ ]?(?:学?年|届|级)|[\]〕］）)】]|[—～~至-])",
    )
    .ok()
});

/// Brackets with nothing in them.
static EMPTY_BRACKETS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[（(〔\[【][ \u{3000}]*[）)〕\]】]").ok());

/// Bold type in Markdown: __重点__.
static BOLD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"__[^_\s][^_\n]{0,60}?__").ok());

/// So many letters that certainly wait for something say what the others do.
const HABIT: usize = 3;

/// So many blanks of one kind are a form, which is one finding.
const FORM: usize = 6;

fn check(context: &Context) -> Vec<Report> {
    let text = context.text;
    let mut marks: Vec<Span> = marks(text);
    let years = YEAR.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    marks.extend(
        years.filter_map(|found| found.name("year")).map(Span::from).filter(|year| is_whole(text, Span::from(year))),
    );
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let things = things(text, marks);
    let (lines, signs): (Vec<_>, Vec<_>) =
        things.into_iter().partition(|thing| slice(text, *thing).starts_with(['_', '＿']));
    let mut reports: Vec<Report> = signs.into_iter().map(|thing| placeholder(text, thing)).collect();
    reports.extend(form(lines, |thing| placeholder(text, thing)));
    let brackets = matches(&EMPTY_BRACKETS, text).filter(|range| is_in_sentence(text, *range)).collect();
    reports.extend(form(brackets, |range| {
        let mark = slice(text, range).to_owned();
        Report::new(range, format!("括号“{mark}”里没有内容。"))
    }));
    reports.extend(blanks(context));
    reports
}

fn placeholder(text: &str, thing: Span) -> Report {
    let mark = slice(text, thing);
    Report::new(thing, format!("占位符“{mark}”没有换成实际内容。"))
}

/// A finding for each blank, or one for all blanks of a form.
fn form(places: Vec<Span>, report: impl Fn(Span) -> Report) -> Vec<Report> {
    if places.len() < FORM {
        return places.into_iter().map(report).collect();
    }
    let count = places.len();
    let mut places = places.into_iter();
    let first = places.next().map(|place| {
        let all = Report::new(place, format!("全文有{count}处空白没有填写。"));
        places.fold(all, |all, other| all.related(other, "这里也没有填写"))
    });
    first.into_iter().collect()
}

fn matches<'a>(pattern: &'a LazyLock<Option<Regex>>, text: &'a str) -> impl Iterator<Item = Span> + 'a {
    pattern.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)).map(Span::from)
}

/// Not the end of a longer number.
fn is_whole(text: &str, year: Span) -> bool {
    !before(text, year.start).ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// All signs that stand for something.
fn marks(text: &str) -> Vec<Span> {
    let mut bold: Option<Vec<Span>> = None;
    let mut sure = Vec::new();
    let mut unsure = Vec::new();
    // Asked at every sign, so it is looked up once a draft.
    let is_case = LazyCell::new(|| reports_a_case(text));
    for range in matches(&PLACEHOLDER, text) {
        let place = PlaceholderContext::new(text, range);
        if place.mark.starts_with("__") {
            let bold = bold.get_or_insert_with(|| matches(&BOLD, text).filter(|span| is_bold(text, *span)).collect());
            if bold.iter().any(|span| span.encloses(range)) {
                continue;
            }
        }
        match place.stands_for_something(&is_case) {
            Some(true) => sure.push(range),
            Some(false) => unsure.push(range),
            None => {}
        }
    }
    let is_letter = |range: &Span| slice(text, *range).starts_with(['X', 'Ｘ']);
    if sure.iter().filter(|range| is_letter(range)).count() >= HABIT {
        sure.append(&mut unsure);
    }
    sure
}

/// Two pairs of underscores around a phrase are bold type where neither stands before what is filled in.
fn is_bold(text: &str, span: Span) -> bool {
    let inside = slice(text, span.start + 2..span.end - 2);
    !starts_with_any(inside, &WORDS.fill) && !starts_with_any(after(text, span.end), &WORDS.fill)
}

/// A sign and what stands around it.
struct PlaceholderContext<'a> {
    text: &'a str,
    mark: &'a str,
    left: Option<char>,
    following: &'a str,
}

impl<'a> PlaceholderContext<'a> {
    fn new(text: &'a str, range: Span) -> Self {
        PlaceholderContext {
            text,
            mark: slice(text, range),
            left: before(text, range.start).chars().next_back(),
            following: after(text, range.end),
        }
    }

    /// Whether it stands for something, surely or only if other signs of its kind do; `None` where it does not.
    fn stands_for_something(&self, is_case: &LazyCell<bool, impl FnOnce() -> bool>) -> Option<bool> {
        let right = self.following.chars().next();
        let is_code =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '*' | '_' | '='));
        if is_code(self.left) || is_code(right) || self.is_withheld_name() {
            return None;
        }
        let is_one = self.mark.chars().nth(1).is_none();
        let fills = |words: &[String]| starts_with_any(self.following, words);
        match self.mark.chars().next()? {
            'x' | 'ｘ' if is_one => fills(&WORDS.titles).then_some(true),
            '×' | '╳' | '✕' if is_one => self.is_filled_by_a_count(right).then_some(true),
            'X' | 'Ｘ' if is_one && fills(&WORDS.x_words) => None,
            'X' | 'Ｘ' if is_one && (fills(&WORDS.fill) || self.is_share()) => Some(true),
            'X' | 'Ｘ' if is_one => self.is_beside_han(right).then_some(false),
            'X' | 'Ｘ' | 'x' | 'ｘ' if fills(&["染色体".to_owned()]) => None,
            '某' if fills(&WORDS.anybody) || **is_case => None,
            _ => (self.is_beside_han(right) || self.is_before_filled()).then_some(true),
        }
    }

    fn is_beside_han(&self, right: Option<char>) -> bool {
        self.left.is_some_and(chars::is_han) || right.is_some_and(chars::is_han)
    }

    /// 增长X%: the number of a share, and no variable.
    fn is_share(&self) -> bool {
        self.left.is_some_and(chars::is_han) && self.following.starts_with(['%', '％'])
    }

    /// With a space between: XX 省.
    fn is_before_filled(&self) -> bool {
        self.following.strip_prefix([' ', '\u{3000}']).is_some_and(|rest| starts_with_any(rest, &WORDS.fill))
    }

    /// One × is a multiplication, unless what is counted or named follows.
    fn is_filled_by_a_count(&self, right: Option<char>) -> bool {
        right.is_some_and(|c| "县市区省局镇乡村长人个名万亿月日年%％".contains(c)) && self.is_beside_han(right)
    }

    /// 苏某某, 孙XX: a person whose name is withheld; 请某某同志 is nobody yet.
    fn is_withheld_name(&self) -> bool {
        let Some(left) = self.left.filter(|c| chars::is_han(*c)) else { return false };
        if self.mark.starts_with('某') {
            return !"由请和与向对在为是".contains(left);
        }
        let is_letters = self.mark.chars().all(|c| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×'));
        let again = || occurrences(self.text, &format!("{left}{}", self.mark), 2) > 1;
        is_letters && WORDS.surnames.contains(left) && !starts_with_any(self.following, &WORDS.titles) && again()
    }
}

/// Whether a case is reported in which names are withheld: 李某.
fn reports_a_case(text: &str) -> bool {
    text.match_indices('某').any(|(at, _)| {
        let is_surname = before(text, at).ends_with(|c| WORDS.surnames.contains(c));
        is_surname && !after(text, at).starts_with("某某")
    })
}

/// The things to fill in: a date is one, however many letters it has, and so is a number: X年XX月XX日, X万X.
fn things(text: &str, marks: Vec<Span>) -> Vec<Span> {
    let mut things: Vec<Span> = Vec::new();
    for mark in marks {
        match things.last_mut() {
            Some(last) if mark.start < last.end => {}
            Some(last) if is_one_thing(slice(text, last.end..mark.start)) => last.end = mark.end,
            _ => things.push(mark),
        }
    }
    things
}

/// Whether what stands between two signs belongs to one date or number.
fn is_one_thing(between: &str) -> bool {
    matches!(between.trim(), "年" | "月" | "日" | "时" | "点" | "万" | "亿" | "." | "：" | ":")
}

/// Empty brackets after a Chinese character, and not the brackets of a programme or a chemical formula.
fn is_in_sentence(text: &str, range: Span) -> bool {
    before(text, range.start).chars().next_back().is_some_and(|c| chars::is_han(c) || chars::is_closing(c))
}
