//! ST109: an announced number of points that is not the number of points that follow.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::Severity;
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::{Segment, Series, numeral};
use crate::text::{Span, after, before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("structural/ST109-announced-count.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

/// A number, a measure word and at most a few words up to a colon or the end of the sentence.
static ANNOUNCEMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?P<number>[两二三四五六七八九十]{1,2}|[0-9０-９]{1,2})(?P<measure>个|点|条|项|种|方面|大|类)(?P<noun>[\p{Han}]{0,8})(?:[：:。]|$|\r|\n)",
    )
    .ok()
});

/// Words that announce: what follows is to be counted.
const GOVERNORS: [&str; 32] = [
    "讲",
    "谈",
    "强调",
    "提",
    "做到",
    "抓好",
    "处理好",
    "坚持",
    "树立",
    "采取",
    "主要有",
    "如下",
    "以下",
    "下列",
    "分",
    "注意",
    "把握",
    "突出",
    "围绕",
    "做好",
    "着力",
    "重点",
    "实现",
    "落实",
    "解决",
    "克服",
    "存在",
    "表现在",
    "体现在",
    "包括",
    "有",
    "是",
];

/// Words before the number that make it part of a name, an ordinal or a reference back.
const NOT_BEFORE: [&str; 22] = [
    "第", "这", "那", "上述", "前", "后", "其中", "每", "另", "各", "近", "“", "《", "约", "超过", "达到", "达", "共",
    "十", "百", "余", "·",
];

/// Nobody announces more points than this one by one; larger numbers are amounts.
const MAX_COUNT: u32 = 12;

/// Names that begin with a number and count nothing here.
const NAMES: [&str; 16] = [
    "三个代表",
    "四个全面",
    "四个自信",
    "四个意识",
    "两个维护",
    "两个确立",
    "两个确保",
    "两个务必",
    "三个务必",
    "两个毫不动摇",
    "两个文明",
    "三个文明",
    "两个大局",
    "五个一",
    "四个一",
    "六个一",
];

/// What is announced without a colon: 下面讲三点意见。 Anything else before a full stop may as well have been listed
/// before: 着力提升三种能力。
const ANNOUNCED: [&str; 18] = [
    "方面", "意见", "要求", "希望", "建议", "问题", "任务", "措施", "原则", "关系", "环节", "阶段", "重点", "工作",
    "举措", "事", "事情", "内容",
];

/// How far before the number its governing word may be, in characters.
const GOVERNOR_REACH: usize = 14;

fn check(context: &Context) -> Vec<Report> {
    let Some(pattern) = ANNOUNCEMENT.as_ref() else { return Vec::new() };
    pattern
        .captures_iter(context.text)
        .filter_map(|found| {
            let number = found.name("number")?;
            let count = read_number(number.as_str())?;
            let noun = found.name("noun")?;
            let range = Span::new(number.start(), noun.end());
            let is_announced = !NAMES.contains(&slice(context.text, range))
                && is_counted(context.text, range, found.name("measure")?.as_str(), noun.as_str())
                && is_governed(context.text, range.start)
                && !is_enclosed(context, range.start);
            is_announced.then_some((range, count))
        })
        .filter_map(|(range, count)| report(context, range, count))
        .collect()
}

fn read_number(text: &str) -> Option<usize> {
    let value = match text {
        "两" => 2,
        _ => numeral::chinese(text).or_else(|| numeral::arabic(text)).filter(|n| n.len == text.len())?.value,
    };
    (2..=MAX_COUNT).contains(&value).then_some(value as usize)
}

/// Whether the number counts what follows: 建成项目8个 and 引进企业5类 are amounts, 抓好两条 is not, and 提升三种能力
/// before a full stop may look back.
fn is_counted(text: &str, range: Span, measure: &str, noun: &str) -> bool {
    if noun.is_empty() {
        let head = before(text, range.start);
        return measure != "个" && GOVERNORS.iter().any(|word| head.ends_with(word));
    }
    let is_final = !after(text, range.end).starts_with(['：', ':']);
    !is_final || ANNOUNCED.iter().any(|word| noun.ends_with(word))
}

fn is_governed(text: &str, at: usize) -> bool {
    let head = before(text, at);
    let near = after(head, head.char_indices().rev().nth(GOVERNOR_REACH - 1).map_or(0, |(from, _)| from));
    let reach = near.rsplit(|c| chars::is_sentence_end(c) || matches!(c, '\n' | '\r')).next().unwrap_or_default();
    GOVERNORS.iter().any(|word| reach.contains(word)) && !NOT_BEFORE.iter().any(|word| head.ends_with(word))
}

fn is_enclosed(context: &Context, at: usize) -> bool {
    let quotes = &context.structure.quotes.matched;
    let place = quotes.partition_point(|pair| pair.open.start < at);
    quotes.get(..place).unwrap_or_default().iter().rev().take(4).any(|pair| pair.encloses(at))
}

fn report(context: &Context, range: Span, count: usize) -> Option<Report> {
    let announced = slice(context.text, range);
    let series = series_after(context, range.end)?;
    let listed = series.items.len();
    let last = series.items.last()?;
    let is_numbered_so = last.number as usize == count;
    if listed == count
        || is_numbered_so
        || has_unnumbered_end(context, series)
        || is_met_elsewhere(context, range.end, count)
    {
        return None;
    }
    let message = format!("前面说“{announced}”，后面只列了{listed}项，到“{}”为止；请核对。", last.label(context.text));
    let message = if listed > count { message.replace("只列了", "列了") } else { message };
    Some(Report::new(range, message).severity(Severity::Warning).related(last.range, format!("第{listed}项")))
}

/// The series that opens right after the announcement: nothing but its point and white space stands between.
fn series_after<'a>(context: &'a Context, end: usize) -> Option<&'a Series> {
    let gap = after(context.text, end);
    let skipped = gap.len() - gap.trim_start_matches(|c| chars::is_point(c) || chars::is_space(c)).len();
    let start = end + skipped;
    series_from(context, start)
        .next()
        .filter(|series| series.items.first().is_some_and(|item| item.range.start == start && item.number == 1))
}

/// The series that open at `start` or later, in order.
fn series_from<'a>(context: &'a Context, start: usize) -> impl Iterator<Item = &'a Series> {
    let series = &context.structure.series;
    let opens_before = |series: &Series| series.items.first().is_some_and(|item| item.range.start < start);
    series.iter().skip(series.partition_point(opens_before))
}

/// How far after the last number its list may go on, in bytes. Bounds the work on hostile input.
const MAX_TAIL: usize = 3000;

/// 最后， 还有 and the like close a list without a number.
fn has_unnumbered_end(context: &Context, series: &Series) -> bool {
    let Some(last) = series.items.last() else { return false };
    let end = context.structure.paragraphs.get(last.paragraph + 1).or(context.structure.paragraphs.get(last.paragraph));
    let end = end.map_or(last.range.end, |paragraph| paragraph.range.end).min(last.range.end + MAX_TAIL);
    let tail = slice(context.text, last.range.end..context.text.floor_char_boundary(end));
    ["最后，", "最后,", "还有就是", "再就是", "此外，", "另外，"].iter().any(|word| tail.contains(word))
}

/// How many series after an announcement are looked at. Bounds the work on hostile input.
const LOOKAHEAD: usize = 256;

/// Whether any later series of the document has the announced number of items: headings of the whole speech, say.
fn is_met_elsewhere(context: &Context, end: usize, count: usize) -> bool {
    let paragraphs = &context.structure.paragraphs;
    let segments = &context.structure.segments;
    let opens_before = |segment: &Segment| {
        paragraphs.get(segment.paragraphs.start).is_some_and(|paragraph| paragraph.range.start <= end)
    };
    let segment = segments.partition_point(opens_before).checked_sub(1).and_then(|index| segments.get(index));
    let limit = segment
        .and_then(|segment| paragraphs.get(segment.paragraphs.end.checked_sub(1)?))
        .map_or(context.text.len(), |paragraph| paragraph.range.end);
    let within = |series: &&Series| series.items.first().is_some_and(|item| item.range.start < limit);
    let headings = |series: &&Series| series.items.first().is_some_and(|item| item.at_start && !item.kind.is_free());
    let mut headings = series_from(context, end).take(LOOKAHEAD).take_while(within).filter(headings);
    headings.any(|series| series.items.len() == count)
}
