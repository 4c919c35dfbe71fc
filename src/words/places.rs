//! How official drafts write of the place they come from, which to the engine often looks like a mistake: 我区, 津企, 市七届人大.

use crate::structure::numeral::is_chinese_numeral;
use crate::text::{Span, after, before, slice};

/// What a place is called by those who write of their own, and the characters before that.
const KINDS: [&str; 10] = ["省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "村"];
const OWN: [char; 3] = ['我', '全', '本'];

/// Provinces by the character that stands for each and is rarely anything else.
const PROVINCES: [(&str, &str); 22] = [
    ("京", "北京"),
    ("津", "天津"),
    ("沪", "上海"),
    ("渝", "重庆"),
    ("冀", "河北"),
    ("豫", "河南"),
    ("湘", "湖南"),
    ("鄂", "湖北"),
    ("粤", "广东"),
    ("桂", "广西"),
    ("琼", "海南"),
    ("鲁", "山东"),
    ("晋", "山西"),
    ("陕", "陕西"),
    ("皖", "安徽"),
    ("苏", "江苏"),
    ("浙", "浙江"),
    ("赣", "江西"),
    ("闽", "福建"),
    ("滇", "云南"),
    ("黔", "贵州"),
    ("川", "四川"),
];

/// Whether the draft most likely means what stands in `range`: its own place, or the short name of a province that it
/// writes of.
pub(super) fn is_named(text: &str, range: Span) -> bool {
    let seen = slice(text, range);
    let is_counted = || {
        let rest = after(text, range.end).trim_start_matches(is_chinese_numeral);
        before(text, range.start).ends_with('届') || rest.len() < after(text, range.end).len() && rest.starts_with('届')
    };
    let is_own = || KINDS.contains(&seen) && (before(text, range.start).ends_with(OWN) || is_counted());
    let is_written_of = |(short, name): &(&str, &str)| seen == *short && text.contains(name);
    is_own() || PROVINCES.iter().any(is_written_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_named_in(text: &str, seen: &str) -> bool {
        let start = text.find(seen).unwrap();
        is_named(text, Span::new(start, start + seen.len()))
    }

    #[test]
    fn drafts_name_their_own_place() {
        assert!(is_named_in("我区各单位", "区") && is_named_in("全州上下", "州"));
        assert!(is_named_in("县八届人大", "县") && is_named_in("第九届市运会", "市") && !is_named_in("市八项", "市"));
        assert!(!is_named_in("各县工作", "县") && !is_named_in("我是一名教师", "是") && !is_named_in("我市县", "市县"));
    }

    #[test]
    fn short_names_are_of_the_provinces_that_a_draft_writes_of() {
        assert!(is_named_in("津企来自天津", "津"));
        assert!(!is_named_in("遵守法津", "津") && !is_named_in("天津", "天"));
    }
}
