//! Numbers, names and lists that were never filled in and left no sign but a gap: 达到 人, 今天实到会人, 刚才，同志介绍了.

use std::sync::LazyLock;

use regex::Regex;

use super::placeholder_words::WORDS;
use crate::rules::{Context, Report};
use crate::text::{Span, after, before, chars, slice};

/// A verb that wants a number, a space, and a measure word; or a wide gap before a measure word that ends a clause.
static MISSING_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let (verbs, measures) = (WORDS.number_verbs.join("|"), WORDS.measures.join("|"));
    Regex::new(&format!(
        r"(?:{verbs})(?P<gap>[ \u{{3000}}]+)(?:{measures})|\p{{Han}}(?P<wide>[ ]{{3,}}|\u{{3000}}{{2,}})(?:{measures})[，,。；;、）)]"
    ))
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

/// Who came, without a number: 今天实到会人，. Others of the roll call have theirs.
static ROLL_CALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let verbs = WORDS.roll_call.join("|");
    Regex::new(&format!(r"(?:{verbs})(?:代表|委员|党员|会员|职工|人员)?(?P<measure>[人名])[，,。；;]")).ok()
});
static COUNTED_PEOPLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[0-9０-９]+[ ]*[人名]").ok());

/// A sum without a number: 共收住病人人，.
static MISSING_SUM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let counted = &WORDS.counted;
    Regex::new(&format!(
        r"(?:^|[^公中])(?:共|累计|合计)\p{{Han}}{{0,6}}?(?:{counted})(?P<measure>[人名例户])[，,。；;]"
    ))
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

/// What is missing without a sign.
pub(super) fn blanks(context: &Context) -> Vec<Report> {
    let text = context.text;
    let mut reports: Vec<Report> = missing_numbers(context)
        .map(|range| {
            let around = format!("{}＿{}", tail(text, range.start), head(text, range.end));
            Report::new(range, format!("此处缺数字：“{around}”。"))
        })
        .collect();
    reports.extend(captures(&MISSING_VALUE, text, "verb").filter(|range| is_quantity_before(text, *range)).map(
        |range| {
            let verb = slice(text, range).to_owned();
            Report::new(range, format!("“{verb}”之后缺数字。"))
        },
    ));
    reports.extend(captures(&MISSING_SHARE, text, "end").map(|range| Report::new(range, "“占……的”之后缺数字。")));
    reports.extend(missing_counts(context));
    reports.extend(missing_lists(context));
    reports.extend(missing_names(text).map(|range| {
        let title = slice(text, range).to_owned();
        Report::new(range, format!("“{title}”前面缺姓名。"))
    }));
    reports
}

/// Gaps before measure words. Few lines have a space in them, and only those are searched.
fn missing_numbers<'a>(context: &'a Context) -> impl Iterator<Item = Span> + 'a {
    let lines = context.structure.paragraphs.iter().map(|paragraph| paragraph.range);
    let spaced = lines.filter(|line| [" ", "\u{3000}"].iter().any(|space| slice(context.text, *line).contains(space)));
    spaced.flat_map(move |line| {
        let start = line.start;
        let all = MISSING_NUMBER.as_ref().into_iter();
        let found = all.flat_map(move |pattern| pattern.captures_iter(slice(context.text, line)));
        found.filter_map(move |found| {
            let gap = found.name("gap").or_else(|| found.name("wide"))?;
            Some(Span::new(start + gap.start(), start + gap.end()))
        })
    })
}

fn is_quantity_before(text: &str, verb: Span) -> bool {
    let head = before(text, verb.start);
    let start = head.char_indices().rev().take(LONGEST_QUANTITY).last().map_or(0, |(at, _)| at);
    QUANTITY.as_ref().is_some_and(|pattern| pattern.is_match(slice(head, start..head.len())))
}

/// Measure words of people that nobody has counted.
fn missing_counts<'a>(context: &'a Context) -> impl Iterator<Item = Report> + 'a {
    let text = context.text;
    let lines = context.structure.paragraphs.iter().map(|paragraph| paragraph.range);
    let called =
        lines.filter(move |line| COUNTED_PEOPLE.as_ref().is_some_and(|pattern| pattern.is_match(slice(text, *line))));
    let called = called.flat_map(move |line| {
        let found = captures(&ROLL_CALL, slice(text, line), "measure");
        found.map(move |measure| measure.shifted(line.start))
    });
    called.chain(captures(&MISSING_SUM, text, "measure")).map(move |range| {
        let measure = slice(text, range);
        let message = format!("“{measure}”前面缺数字：“{}＿{measure}”。", tail(text, range.start));
        Report::new(range, message)
    })
}

/// Labels that nothing follows, at the ends of lines.
fn missing_lists<'a>(context: &'a Context) -> impl Iterator<Item = Report> + 'a {
    let lines = context.structure.paragraphs.iter().map(|paragraph| paragraph.range);
    let labels = lines.filter(|line| slice(context.text, *line).ends_with([':', '：']));
    labels.filter_map(|line| {
        let found = MISSING_LIST.as_ref()?.captures(slice(context.text, line))?;
        let gap = found.name("gap")?;
        Some(Report::new(line.start + gap.start()..line.start + gap.end(), "冒号之后缺内容。"))
    })
}

/// Titles that no name stands before; of two in a row, the second where both are the same.
fn missing_names(text: &str) -> impl Iterator<Item = Span> + '_ {
    let may_lack_name = ["，同志", ",同志", "请同志", "任、", "长、", "记、"].iter().any(|words| text.contains(words));
    let all =
        MISSING_NAME.as_ref().filter(|_| may_lack_name).into_iter().flat_map(|pattern| pattern.captures_iter(text));
    all.filter_map(|found| match (found.name("first"), found.name("second")) {
        (Some(first), Some(second)) => (first.as_str() == second.as_str()).then(|| second.into()),
        _ => found.name("comrade").map(Span::from),
    })
}

fn captures<'a>(
    pattern: &'a LazyLock<Option<Regex>>,
    text: &'a str,
    group: &'a str,
) -> impl Iterator<Item = Span> + 'a {
    let all = pattern.as_ref().into_iter().flat_map(move |pattern| pattern.captures_iter(text));
    all.filter_map(move |found| found.name(group).map(Span::from))
}

fn head(text: &str, at: usize) -> String {
    after(text, at).chars().take(2).take_while(|&c| chars::is_han(c) || c == '%').collect()
}

fn tail(text: &str, at: usize) -> String {
    let last: Vec<char> = before(text, at).chars().rev().take(4).take_while(|&c| chars::is_han(c)).collect();
    last.into_iter().rev().collect()
}
