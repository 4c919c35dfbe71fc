//! NU305: an approximation with a list mark: 三、四个, or in Arabic numerals: 3、4个, 10几个.

use crate::text::Span;
use regex::{Captures, Regex};

use super::found::{Pattern, around, beside, captures, han_digit, is_han_number, part};
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Proof, Reads, Report, Rule, card_page};
use crate::structure::numeral;
use crate::text::{after, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("numerals/NU305-approximation.md"), Check::Language(check)).reads(Reads::Line);

/// Two neighbouring digits, a list mark between them, and what is counted. Months, seasons, sessions, prizes, classes
/// and groups are numbered rather than counted, and are left out.
static LISTED: Pattern = Pattern::new(|| {
    Regex::new(concat!(
        r"(?P<first>[一二三四五六七八九]|[1-9])、(?P<second>[一二三四五六七八九]|[1-9])",
        r"(?P<unit>[十百千万]?)(?P<measure>个(?:人|月|小时|多|百分点|地方|单位|村|县|项目)?|天|年(?:[的来内间就，。]|时间)|岁|公里|分钟|小时|遍|倍|亩|元|米|张|句话|次|回|趟|户|位|斤|杯|里路)"
    ))
    .ok()
});

/// What is numbered where 次 stands before it.
const MEETINGS: [&str; 8] = ["全会", "会议", "全体", "代表大会", "党代会", "常委会", "大会", "报告"];

/// A vague number half in Arabic numerals: 10几个, 几10年.
static HALF: Pattern = Pattern::new(|| {
    Regex::new(r"(?P<tens>[1-9])0几(?:[个人年天名家次岁亩项件户]|万|公里)|几(?P<round>10{1,2})(?:[个人年天名家次岁亩项件户]|万|公里)")
        .ok()
});

fn check(context: &Context) -> Vec<Report> {
    let is_digit = |c: char| digit(c).is_some();
    let may_list = beside(context.text, '、', |head, tail| head.ends_with(is_digit) && tail.starts_with(is_digit));
    let may_be_half = beside(context.text, '几', |head, tail| head.ends_with('0') || tail.starts_with('1'));
    if !may_list && !may_be_half {
        return Vec::new();
    }
    let listed = captures(&LISTED, context.text).filter_map(|found| listed(context, &found));
    listed.chain(captures(&HALF, context.text).filter_map(|found| half(context, &found))).collect()
}

fn listed(context: &Context, found: &Captures) -> Option<Report> {
    let value = |name| part(found, name).chars().next().and_then(digit);
    let (first, second) = (value("first")?, value("second")?);
    let range = Span::new(found.name("first")?.start(), found.name("second")?.end());
    let is_approximation = second == first + 1 && first > 1;
    let is_of_a_kind = part(found, "first").is_ascii() == part(found, "second").is_ascii();
    let (left, _) = around(context.text, range);
    let is_counted = !left.is_none_or(|c| {
        c.is_whitespace() || c.is_ascii_alphanumeric() || is_han_number(c) || "第届、.．（(前后其和与及至".contains(c)
    });
    // 三、四次全会 are numbered.
    let following = after(context.text, found.get(0)?.end());
    let is_meeting = part(found, "measure") == "次" && MEETINGS.iter().any(|word| following.starts_with(word));
    if is_meeting || !is_approximation || !is_of_a_kind || !is_counted || context.structure.touches_marker(range) {
        return None;
    }
    let right: String = [first, second].iter().filter_map(|digit| numeral::to_chinese(*digit)).collect();
    let rest = format!("{}{}", part(found, "unit"), part(found, "measure").trim_end_matches(['，', '。']));
    let written = format!("{}、{}", part(found, "first"), part(found, "second"));
    let message = format!("表示约数时两个数字之间不用顿号，“{written}{rest}”应写作“{right}{rest}”。");
    Some(
        Report::new(range, message).fix(Fix::likely(format!("改为“{right}{rest}”"), vec![Edit::replace(range, right)])),
    )
}

fn half(context: &Context, found: &Captures) -> Option<Report> {
    let (number, right) = match (found.name("tens"), found.name("round")) {
        (Some(tens), _) => {
            let tens_of = numeral::to_chinese(tens.as_str().parse::<u32>().ok()? * 10)?;
            (Span::new(tens.start(), tens.end() + 1), tens_of)
        }
        (None, Some(round)) => (Span::from(round), if round.len() == 2 { "十" } else { "百" }.to_owned()),
        _ => return None,
    };
    let is_part = around(context.text, number).0.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '第'));
    let whole = found.get(0)?;
    let message = format!("“{}”是约数，应当用汉字数字。", whole.as_str());
    (!is_part).then(|| {
        Report::new(whole.range(), message)
            .fix(Fix::safe(
                format!("“{}”改为“{right}”", slice(context.text, number)),
                vec![Edit::replace(number, right)],
            ))
            .proof(Proof::SameNumber)
    })
}

/// The value of a digit of either kind.
fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| han_digit(c))
}
