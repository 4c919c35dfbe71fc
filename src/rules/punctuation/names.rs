//! Transliterated names of two parts, and the mark between the parts.

use crate::text::{Span, after, before, chars, slice};

/// Characters that names are transliterated with.
const TRANSLITERATION: &str = "阿艾爱安奥巴白班拜保比别宾波博布达代丹道德迪地蒂杜顿多尔法菲费弗夫伏福盖甘冈格戈古哈海汉赫亨胡\
    华霍吉基季加贾江杰金卡坎康考科克肯库拉莱赖兰朗劳勒雷里力利莉丽列林琳隆卢鲁路伦罗洛马玛迈麦曼茂梅门蒙米密\
    明莫默穆木姆拿那纳娜乃南内尼宁努诺欧帕潘佩皮普奇齐切钦琴热仁日荣瑞萨塞赛桑沙莎山什史舒斯司思苏索塔泰坦\
    汤特提铁廷图吐托瓦万旺威维韦文沃乌吾吴西希锡夏肖谢辛欣雄修雪亚延扬耶叶伊依以义益因英尤于玉约云泽扎者哲珍\
    珠兹卓孜合买则再尉迟居麻甫衣力提古丽江帕夏提孜肉孜";

/// Titles that follow a name.
const TITLES: [&str; 14] =
    ["厅长", "主席", "书记", "局长", "同志", "部长", "省长", "县长", "市长", "主任", "委员", "代表", "总统", "总理"];

/// A part of a name has so many characters.
const MIN_PART: usize = 2;
const MAX_PART: usize = 6;

/// Whether the mark at `range` is a damaged middle dot.
pub(super) fn is_dot(text: &str, range: Span) -> bool {
    name_around(text, range).is_some()
}

/// The name that the mark stands in: transliteration on both sides, and for a mark that is common elsewhere also a
/// title after it.
pub(super) fn name_around(text: &str, mark: Span) -> Option<Span> {
    let is_part = |c: &char| TRANSLITERATION.contains(*c);
    let left: usize =
        before(text, mark.start).chars().rev().take(MAX_PART).take_while(is_part).map(char::len_utf8).sum();
    let tail = after(text, mark.end);
    let right: usize = part_before_title(tail).or_else(|| {
        let len: usize = tail.chars().take(MAX_PART).take_while(is_part).map(char::len_utf8).sum();
        (len > 0).then_some(len)
    })?;
    let has_title = TITLES.iter().any(|title| after(tail, right).starts_with(title));
    let count = |range: Span| slice(text, range).chars().count();
    let (left_count, right_count) =
        (count(Span::new(mark.start - left, mark.start)), count(Span::new(mark.end, mark.end + right)));
    let is_rare_mark = !matches!(slice(text, mark), "." | "．" | "？");
    let is_name = left_count >= MIN_PART && (right_count >= MIN_PART || has_title) && (is_rare_mark || has_title);
    is_name.then(|| Span::new(mark.start - left, mark.end + right))
}

/// A short second part with a title right after it: 艾山 in 艾山厅长.
fn part_before_title(tail: &str) -> Option<usize> {
    let mut len = 0;
    for c in tail.chars().take(MAX_PART) {
        if !chars::is_han(c) {
            return None;
        }
        len += c.len_utf8();
        if TITLES.iter().any(|title| after(tail, len).starts_with(title)) {
            return Some(len);
        }
    }
    None
}
