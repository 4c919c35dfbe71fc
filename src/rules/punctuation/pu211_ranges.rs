//! PU211: the mark between the two ends of a range.

use crate::text::Span;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Reads, Report, Rule, card_page};
use crate::text::{before, char_before};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU211-ranges.md"), Check::Language(check)).reads(Reads::Line);

/// 3-5年, 2021-2025年, 15~30天, 3月-5月: two numbers, a short line and what is counted.
static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<from>[0-9０-９]+(?:\.[0-9０-９]+)?)(?P<unit>分钟|小时|个月|厘米|毫米|公斤|公里|[%年月日时天岁米元倍次]?)(?P<mark>[-–−~]|——|--)(?P<to>[0-9０-９]+(?:\.[0-9０-９]+)?)",
        r"(?P<of>厘米|毫米|千米|公斤|千克|毫克|毫升|公顷|平方米|立方米|千瓦|克|升|斤|℃|%|年|月|日|天|岁|个|人|名|次|倍|万|亿|元|米|公里|亩|吨|小时|分钟|周|届|级|户|家|所|项|条|件|期)"
    ))
    .ok()
});

fn check(context: &Context) -> Vec<Report> {
    let bytes = context.text.as_bytes();
    let may_hold =
        bytes.windows(2).any(|two| matches!(two, [b'0'..=b'9' | b'%', b'-' | b'~'] | [b'-' | b'~', b'0'..=b'9']))
            || context.text.contains(['–', '−'])
            || context.text.contains("——");
    let Some(pattern) = RANGE.as_ref().filter(|_| may_hold) else { return Vec::new() };
    pattern.captures_iter(context.text).filter_map(|found| report(context, &found)).collect()
}

fn report(context: &Context, found: &Captures) -> Option<Report> {
    let whole = Span::from(found.get(0)?);
    let mark = found.name("mark")?;
    let part = |name: &str| found.name(name).map(|part| part.as_str()).unwrap_or_default();
    let (from, unit, to, of) = (part("from"), part("unit"), part("to"), part("of"));
    if !stands_alone(context.text, whole.start) || context.structure.touches_marker(whole) || !ascends(from, to) {
        return None;
    }
    let is_time = matches!(unit, "年" | "月" | "日" | "时") || (from.len() == 4 && to.len() == 4 && of == "年");
    // 3天-5次 is no range.
    if !(unit.is_empty() || is_time || of.starts_with(unit) || unit == "个月") {
        return None;
    }
    let right = if is_time { "—" } else { "～" };
    let message = format!(
        "“{}”表示起止，连接号应用“{right}”：{from}{unit}{right}{to}{of}；讲话稿宜用“至”。",
        found.get(0)?.as_str()
    );
    Some(
        Report::new(whole, message)
            .fix(Fix::likely(format!("改为“{right}”"), vec![Edit::replace(mark.range(), right)]))
            .fix(Fix::alternative("改为“至”", vec![Edit::replace(mark.range(), "至")])),
    )
}

/// Not the tail of a date, a code or a telephone number.
fn stands_alone(text: &str, start: usize) -> bool {
    let previous = char_before(text, start);
    !previous.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '–' | '—' | '.' | '/' | '~' | '～' | '_'))
        && !before(text, start).ends_with(['图', '表', '式'])
}

/// The two ends of a range go up, and neither starts with a zero as codes do.
fn ascends(from: &str, to: &str) -> bool {
    let value = |number: &str| number.parse::<f64>().ok();
    let is_code = |number: &str| number.len() > 1 && number.starts_with('0') && !number.starts_with("0.");
    let goes_up = value(from).zip(value(to)).is_some_and(|(from, to)| from < to);
    goes_up && !is_code(from) && !is_code(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Resources;
    use crate::structure::Structure;

    /// What the first range becomes.
    fn fixed(text: &str) -> Option<String> {
        let structure = Structure::parse(text);
        let resources = Resources::default();
        let reports = check(&Context::new(text, &structure, &resources));
        let fix = reports.first()?.fixes.first()?;
        Some(crate::fix::apply(text, [fix]).text)
    }

    #[test]
    fn years_take_a_line_and_amounts_a_wave() {
        let cases = [
            ("用3-5年建成", "用3～5年建成"),
            ("落实2021-2025年规划", "落实2021—2025年规划"),
            ("8月7日-11日召开", "8月7日—11日召开"),
            ("增长4.5%-5%", "增长4.5%～5%"),
            ("降雨15~30天", "降雨15～30天"),
            ("落实2021——2025年规划", "落实2021—2025年规划"),
            ("降雨60——100毫米", "降雨60～100毫米"),
            ("每次15分钟-20分钟", "每次15分钟～20分钟"),
            ("长0.3-0.4厘米", "长0.3～0.4厘米"),
        ];
        for (text, right) in cases {
            assert_eq!(fixed(text).as_deref(), Some(right));
        }
    }

    #[test]
    fn dates_codes_scores_and_numbers_are_left() {
        for text in [
            "2005-12-05日",
            "电话010-65012345人工",
            "以3-2个球取胜",
            "图3-5个",
            "编号A1-3个",
            "用3天-5次",
            "2021—2025年",
        ] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }
}
