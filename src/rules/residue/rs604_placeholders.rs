//! RS604: placeholders and blanks that were never filled in.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::{after, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS604-placeholders.md"), Check::Language(check));

/// Letters and signs that stand for a name or number.
static PLACEHOLDER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[XＸ]{1,8}|[xｘ]{2,8}|[×╳✕]{1,8}|※{2,8}|某某某?|_{2,}|＿{2,}").ok());

/// A verb that wants a number, a space, and a measure word.
static MISSING_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:达到|达|共有?|约|超过|增长|下降|提高|占|相差|录取|完成|实现|以下|新增|减少|投资|等|为)(?P<gap>[ \u{3000}]+)(?:多?个百分点|多?[个名人家项所户件次]|万元|亿元|亩|公里|%|％)",
    )
    .ok()
});

/// A verb whose number was never given: 达到，. What wants a number stands before it: 人数达到，.
static MISSING_VALUE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?P<verb>达到|达|超过|约为|增长到|提高到)[，,。；;]").ok());
static QUANTITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:人数|数量|总数|总量|金额|总额|比例|比率|[^效]率|产值|面积|收入|投资)(?:的比例)?$").ok()
});
/// Characters before a verb that its quantity takes.
const LONGEST_QUANTITY: usize = 5;

/// A share that is announced and never given: 占总人数的，.
static MISSING_SHARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^侵独霸强])占[^，。；、,;侵有用占]{0,8}(?:人数|总数|总量|总额|面积|产值|收入|投资)(?P<end>的)[，,。；;]")
        .ok()
});

/// A label, nothing, and the next label at the end of a line: 初中： 小学：.
static MISSING_LIST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[^\s，。；、:：]{2,4}[:：](?P<gap>[ \u{3000}]+)[^\s，。；、:：]{2,4}[:：]$").ok());

/// A title without the name before it: 刚才，同志介绍了; 张主任、主任分别.
static MISSING_NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:刚才|今天|会上|首先|下面|稍后)[，,]请?(?P<comrade>同志)(?:[从就作对]|代表|传达|通报|宣读|介绍|讲话)",
        r"|(?P<first>[主局书县市处校厅][任长记])、(?P<second>[主局书县市处校厅][任长记])(?:同志|分别)"
    ))
    .ok()
});

/// Brackets with nothing in them.
static EMPTY_BRACKETS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[（(〔\[【][ \u{3000}]*[）)〕\]】]").ok());

/// Words that begin with the letter X: X光, X射线, X轴 and the like.
const X_WORDS: [&str; 8] = ["光", "射线", "线", "轴", "染色体", "波段", "形", "型"];

fn check(context: &Context) -> Vec<Report> {
    let text = context.text;
    let mut reports: Vec<Report> = matches(&PLACEHOLDER, text)
        .filter(|range| is_placeholder(text, range))
        .map(|range| {
            let mark = slice(text, range.clone());
            Report::new(range.clone(), format!("占位符“{mark}”没有换成实际内容。"))
        })
        .collect();
    reports.extend(missing_numbers(context).map(|range| {
        let around = format!("{}＿{}", tail(text, range.start), head(text, range.end));
        Report::new(range, format!("此处缺数字：“{around}”。"))
    }));
    reports.extend(captures(&MISSING_VALUE, text, "verb").filter(|range| is_quantity_before(text, range)).map(
        |range| {
            let verb = slice(text, range.clone()).to_owned();
            Report::new(range, format!("“{verb}”之后缺数字。"))
        },
    ));
    reports.extend(captures(&MISSING_SHARE, text, "end").map(|range| Report::new(range, "“占……的”之后缺数字。")));
    reports.extend(missing_lists(context));
    reports.extend(missing_names(text).map(|range| {
        let title = slice(text, range.clone()).to_owned();
        Report::new(range, format!("“{title}”前面缺姓名。"))
    }));
    reports.extend(matches(&EMPTY_BRACKETS, text).filter(|range| is_in_sentence(text, range)).map(|range| {
        let mark = slice(text, range.clone()).to_owned();
        Report::new(range, format!("括号“{mark}”里没有内容。"))
    }));
    reports
}

fn matches<'a>(pattern: &'a LazyLock<Option<Regex>>, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    pattern.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(text)).map(|found| found.range())
}

/// Gaps before measure words. Few lines have a space in them, and only those are searched.
fn missing_numbers<'a>(context: &'a Context) -> impl Iterator<Item = Range<usize>> + 'a {
    let lines = context.structure.paragraphs.iter().map(|paragraph| paragraph.range.clone());
    let spaced =
        lines.filter(|line| [" ", "\u{3000}"].iter().any(|space| slice(context.text, line.clone()).contains(space)));
    spaced.flat_map(|line| {
        let found = captures(&MISSING_NUMBER, slice(context.text, line.clone()), "gap");
        found.map(move |gap| line.start + gap.start..line.start + gap.end)
    })
}

fn is_quantity_before(text: &str, verb: &Range<usize>) -> bool {
    let head = before(text, verb.start);
    let start = head.char_indices().rev().take(LONGEST_QUANTITY).last().map_or(0, |(at, _)| at);
    QUANTITY.as_ref().is_some_and(|pattern| pattern.is_match(slice(head, start..head.len())))
}

/// Labels that nothing follows, at the ends of lines.
fn missing_lists<'a>(context: &'a Context) -> impl Iterator<Item = Report> + 'a {
    let lines = context.structure.paragraphs.iter().map(|paragraph| paragraph.range.clone());
    let labels = lines.filter(|line| slice(context.text, line.clone()).ends_with([':', '：']));
    labels.filter_map(|line| {
        let found = MISSING_LIST.as_ref()?.captures(slice(context.text, line.clone()))?;
        let gap = found.name("gap")?;
        Some(Report::new(line.start + gap.start()..line.start + gap.end(), "冒号之后缺内容。"))
    })
}

/// Titles that no name stands before; of two in a row, the second where both are the same.
fn missing_names(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let may_lack_name = ["，同志", ",同志", "请同志", "任、", "长、", "记、"].iter().any(|words| text.contains(words));
    let all =
        MISSING_NAME.as_ref().filter(|_| may_lack_name).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    all.filter_map(|found| match (found.name("first"), found.name("second")) {
        (Some(first), Some(second)) => (first.as_str() == second.as_str()).then(|| second.range()),
        _ => found.name("comrade").map(|title| title.range()),
    })
}

fn captures<'a>(
    pattern: &'a LazyLock<Option<Regex>>,
    text: &'a str,
    group: &'a str,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let all = pattern.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text));
    all.filter_map(move |found| found.name(group).map(|part| part.range()))
}

/// A sign beside a Chinese character that is no letter of a word, no multiplication and no emphasis.
fn is_placeholder(text: &str, range: &Range<usize>) -> bool {
    let left = before(text, range.start).chars().next_back();
    let following = after(text, range.end);
    let right = following.chars().next();
    let is_han = |c: Option<char>| c.is_some_and(chars::is_han);
    let is_code = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '*' | '_'));
    let is_x_word = slice(text, range.clone()).len() == 1 && X_WORDS.iter().any(|word| following.starts_with(word));
    let mark = slice(text, range.clone());
    let is_times = mark.starts_with(['×', '╳', '✕']) && mark.chars().count() == 1;
    if is_times && !right.is_some_and(|c| "县市区省局镇乡村长人个名万亿月日年%％".contains(c)) {
        return false;
    }
    // 苏某某 is a person whose name is withheld; 请某某同志 is nobody yet.
    let is_name = mark.starts_with('某') && left.is_some_and(|c| chars::is_han(c) && !"由请和与向对在为是".contains(c));
    (is_han(left) || is_han(right) || right == Some('%') || right == Some('％'))
        && !is_code(left)
        && !is_code(right)
        && !is_x_word
        && !is_name
}

/// Empty brackets after a Chinese character, and not the brackets of a programme or a chemical formula.
fn is_in_sentence(text: &str, range: &Range<usize>) -> bool {
    before(text, range.start).chars().next_back().is_some_and(|c| chars::is_han(c) || chars::is_closing(c))
}

fn head(text: &str, at: usize) -> String {
    after(text, at).chars().take(2).take_while(|&c| chars::is_han(c) || c == '%').collect()
}

fn tail(text: &str, at: usize) -> String {
    let last: Vec<char> = before(text, at).chars().rev().take(4).take_while(|&c| chars::is_han(c)).collect();
    last.into_iter().rev().collect()
}
