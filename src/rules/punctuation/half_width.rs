//! Points and brackets of Chinese sentences that stand in half width, and what is none: decimal points, thousands,
//! times, ratios, addresses, Latin passages, ordinal markers.

use super::names;
use super::title_points::title_points;
use crate::finding::Edit;
use crate::rules::Context;
use crate::structure::{Mark, Pair, Paragraph, numeral};
use crate::text::{Span, after, before, char_at, char_before, chars, slice};

/// A mark, or a pair of brackets, that should be in full width.
#[derive(Debug, Clone)]
pub(super) struct Site {
    /// Which mark.
    pub(super) mark: Mark,
    /// What widens it; two edits for a pair of brackets.
    pub(super) edits: Vec<Edit>,
    /// Whether the mark may be something else altogether, where the draft does not write it so everywhere: `?` between
    /// two characters may be a lost one, `.` a dot in a name.
    pub(super) is_doubtful: bool,
}

impl Site {
    /// From the first mark to the last.
    pub(super) fn range(&self) -> Span {
        let start = self.edits.first().map_or(0, |edit| edit.range.start);
        Span::new(start, self.edits.last().map_or(start, |edit| edit.range.end))
    }
}

/// Every such place in the draft, in order.
pub(super) fn sites(context: &Context) -> Vec<Site> {
    let mut sites = points(context);
    sites.extend(context.structure.brackets.matched.iter().filter_map(|pair| bracket_site(context, pair)));
    sites.sort_by_key(|site| site.range().start);
    sites
}

fn points(context: &Context) -> Vec<Site> {
    let is_candidate = |byte: u8| matches!(byte, b',' | b';' | b':' | b'?' | b'!' | b'.');
    let titles = title_points(context);
    let mut sites: Vec<Site> = Vec::new();
    for paragraph in &context.structure.paragraphs {
        let line = slice(context.text, paragraph.range);
        if line.bytes().any(is_candidate) && is_chinese(line) {
            let candidates = line.bytes().enumerate().filter(|(_, byte)| is_candidate(*byte));
            sites
                .extend(candidates.filter_map(|(at, byte)| point_site(context, paragraph, line, at, char::from(byte))));
        }
    }
    sites.retain(|site| titles.binary_search_by_key(&site.range().start, |title| title.start).is_err());
    sites
}

/// So many characters tell whether a line is Chinese.
const SAMPLE: usize = 200;

/// More Chinese characters than Latin letters; code and English have fewer.
fn is_chinese(line: &str) -> bool {
    balance(line) > 0
}

/// How many more Chinese characters than Latin letters there are at the start of `text`.
fn balance(text: &str) -> i64 {
    let letters = text.chars().take(SAMPLE);
    letters.map(|c| i64::from(chars::is_han(c)) - i64::from(c.is_ascii_alphabetic())).sum()
}

fn point_site(context: &Context, paragraph: &Paragraph, line: &str, at: usize, c: char) -> Option<Site> {
    let is_wide = if c == '.' { is_full_stop(line, at) } else { is_chinese_point(line, at, c) };
    let start = paragraph.range.start + at;
    let range = Span::new(start, start + 1);
    if !is_wide || belongs_to_marker(context, range) || (c == '?' && names::is_dot(context.text, range)) {
        return None;
    }
    let between_words =
        char_before(line, at).is_some_and(chars::is_han) && char_at(line, at + 1).is_some_and(chars::is_han);
    Some(Site {
        mark: Mark::of(c).map_or(Mark::FullStop, |(mark, _)| mark),
        edits: vec![Edit::replace(range, widened(c)?)],
        is_doubtful: between_words && (c == '.' || (c == '?' && !asks(before(line, at)))),
    })
}

/// Words that ask, and the particles that a question ends with.
const QUESTIONS: [&str; 15] = [
    "谁",
    "什么",
    "怎么",
    "怎样",
    "怎能",
    "如何",
    "哪",
    "多少",
    "是否",
    "为何",
    "能否",
    "可否",
    "有没有",
    "难道",
    "何时",
];
const PARTICLES: [char; 4] = ['吗', '呢', '吧', '么'];

/// Whether what stands before a mark is a question: 谁来管, 满意不满意.
fn asks(head: &str) -> bool {
    const MAX_CLAUSE: usize = 30;
    let clause: Vec<char> =
        head.chars().rev().take(MAX_CLAUSE).take_while(|&c| !chars::is_point(c) && c != '?').collect();
    let text: String = clause.iter().rev().collect();
    let alternates = clause.windows(3).any(|three| matches!(three, [a, '不' | '没', b] if a == b && chars::is_han(*a)));
    let repeats = || {
        text.match_indices('不').any(|(at, mark)| {
            let (left, right) = (before(&text, at), after(&text, at + mark.len()));
            let word: String = right.chars().take(2).collect();
            word.chars().nth(1).is_some() && left.ends_with(&word)
        })
    };
    text.ends_with(PARTICLES) || QUESTIONS.iter().any(|word| text.contains(word)) || alternates || repeats()
}

/// A marker and the mark right after it are the numbering family's.
fn belongs_to_marker(context: &Context, range: Span) -> bool {
    let touching = Span::new(range.start.saturating_sub(1), range.end);
    context.structure.touches_marker(touching)
}

/// ?!! has no more than three marks; what is longer is no sentence.
const MAX_EMPHASIS: usize = 3;

/// Whether the point at `at` belongs to a Chinese sentence.
fn is_chinese_point(line: &str, at: usize, c: char) -> bool {
    // ?! and !! count as one mark with its surroundings.
    let is_same_mark = |other: &char| matches!(c, '?' | '!') && matches!(other, '?' | '!');
    let head = before(line, at);
    let left = head.chars().rev().take(MAX_EMPHASIS).find(|other| !is_same_mark(other));
    let tail = after(line, at + 1);
    let right = tail.chars().take(MAX_EMPHASIS).find(|other| !is_same_mark(other));
    let Some(left) = left else { return false };
    // Of two points that clash one goes, which is another rule's business; `:)` is no point at all.
    if chars::is_point(left) || right.is_some_and(|c| chars::is_point(c) || matches!(c, '.' | ')' | '/')) {
        return false;
    }
    let next_visible = tail.trim_start_matches(' ').chars().next();
    let before_latin = next_visible.is_some_and(|c| c.is_ascii_alphabetic());
    if chars::is_han(left) || (closes_chinese(left) && !(is_quote(left) && before_latin)) {
        return true;
    }
    let ends_phrase = right.is_none_or(|c| chars::is_han(c) || opens_chinese(c));
    let after_percent = matches!(left, '%' | '％' | '‰') && right.is_some_and(|c| c.is_ascii_digit()) && c != ':';
    let after_word = left.is_ascii_alphanumeric() || matches!(left, '%' | '‰' | '℃' | ')' | ']');
    (ends_phrase
        && after_word
        && !(c == ':' && right.is_none())
        && !is_in_address(head)
        && !(c == ';' && ends_entity(head)))
        || after_percent
}

/// Whether the full stop at `at` ends a Chinese sentence.
fn is_full_stop(line: &str, at: usize) -> bool {
    let is_word = |c: char| chars::is_han(c) && !numeral::is_chinese_numeral(c);
    let after_word = char_before(line, at).is_some_and(|c| is_word(c) || closes_chinese(c));
    let before_word = char_at(line, at + 1).is_none_or(|c| is_word(c) || is_quote(c) || opens_chinese(c));
    // A label or a name may end in a dot.
    after_word && before_word && before(line, at).chars().nth(MIN_SENTENCE).is_some()
}

/// A sentence has more characters than this.
const MIN_SENTENCE: usize = 5;

fn closes_chinese(c: char) -> bool {
    chars::is_closing(c) && !c.is_ascii() || c == '…'
}

fn opens_chinese(c: char) -> bool {
    chars::is_opening(c) && !c.is_ascii()
}

fn is_quote(c: char) -> bool {
    matches!(c, '”' | '’')
}

/// Whether `head` ends in an address: what follows is part of it.
fn is_in_address(head: &str) -> bool {
    const REACH: usize = 200;
    let from = head.floor_char_boundary(head.len().saturating_sub(REACH));
    let tail = slice(head, from..head.len());
    let start = tail.rfind(|c: char| !c.is_ascii_graphic()).map_or(0, |at| tail.ceil_char_boundary(at + 1));
    let word = slice(tail, start..tail.len());
    word.contains("://") || word.starts_with("www.")
}

/// &nbsp; and &#8226; are residue.
fn ends_entity(head: &str) -> bool {
    let name = head.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    name.ends_with('&') || name.ends_with("&#")
}

/// Brackets are widened in pairs only, and only where the Chinese sentence is theirs.
fn bracket_site(context: &Context, pair: &Pair) -> Option<Site> {
    let text = context.text;
    let narrow: Vec<Edit> = [&pair.open, &pair.close]
        .into_iter()
        .filter_map(|mark| Some((mark, slice(text, *mark).chars().next().filter(|c| matches!(c, '(' | ')'))?)))
        .filter_map(|(mark, c)| Some(Edit::replace(*mark, widened(c)?)))
        .collect();
    let is_mixed = narrow.len() == 1;
    let is_chinese = !narrow.is_empty() && (is_mixed || is_chinese_bracket(text, pair));
    is_chinese.then_some(Site { mark: Mark::Bracket, edits: narrow, is_doubtful: false })
}

fn is_chinese_bracket(text: &str, pair: &Pair) -> bool {
    let inside = slice(text, pair.open.end..pair.close.start);
    let (left, right) = (char_before(text, pair.open.start), char_at(text, pair.close.end));
    let is_number = !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit());
    let before_digit = right.is_some_and(|c| c.is_ascii_digit());
    let in_sentence = left.is_some_and(|c| chars::is_han(c) || closes_chinese(c))
        && !right.is_some_and(|c| c.is_ascii_alphanumeric());
    // The year of a document number takes brackets of another shape.
    // Pinyin in brackets is left behind by a converter of characters.
    let is_pinyin = !inside.is_empty() && inside.chars().all(is_pinyin) && !inside.is_ascii();
    let belongs = !(is_pinyin || is_number && before_digit) && (in_sentence || inside.contains(chars::is_han));
    belongs && stands_in_chinese(text, pair, inside)
}

fn is_pinyin(c: char) -> bool {
    c.is_ascii_lowercase() || "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ".contains(c)
}

/// Whether the text on both sides is Chinese, and not code; of a Latin name in brackets it is.
fn stands_in_chinese(text: &str, pair: &Pair, inside: &str) -> bool {
    const REACH: usize = 60;
    let head = slice(text, text.floor_char_boundary(pair.open.start.saturating_sub(REACH))..pair.open.start);
    let to = text.ceil_char_boundary((pair.close.end + REACH).min(text.len()));
    let own = if inside.contains(chars::is_han) { balance(inside) } else { 0 };
    balance(head) + own + balance(slice(text, pair.close.end..to)) > 0
}

fn widened(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        '.' => '。',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Resources;
    use crate::structure::Structure;

    fn widened_text(text: &str) -> String {
        let structure = Structure::parse(text);
        let resources = Resources::default();
        let sites = sites(&Context::new(text, &structure, &resources));
        let mut edits: Vec<Edit> = sites.into_iter().flat_map(|site| site.edits).collect();
        edits.sort_by_key(|edit| edit.range.start);
        edits.iter().rev().fold(text.to_owned(), |mut text, edit| {
            text.replace_range(edit.range.range(), &edit.new_text);
            text
        })
    }

    #[test]
    fn marks_of_chinese_sentences_are_widened() {
        let cases = [
            ("同志们:今天开会,很重要;怎么办?抓落实!", "同志们：今天开会，很重要；怎么办？抓落实！"),
            ("增长5%,占比(同口径)为30%;比上年提高", "增长5%，占比（同口径）为30%；比上年提高"),
            ("这是为什么?!", "这是为什么？！"),
            ("群众满意不满意?要看实效。", "群众满意不满意？要看实效。"),
            ("各级各部门要抓好落实.", "各级各部门要抓好落实。"),
            ("抓好“双语”,推进《规划》;落实", "抓好“双语”，推进《规划》；落实"),
            ("有关单位（试行)要落实", "有关单位（试行）要落实"),
            ("东盟(ASEAN)峰会", "东盟（ASEAN）峰会"),
            ("到2005年底达到12,000人,其中", "到2005年底达到12,000人，其中"),
        ];
        for (text, right) in cases {
            assert_eq!(widened_text(text), right);
        }
    }

    #[test]
    fn marks_of_other_things_are_left() {
        for text in [
            "时间为15:30，比分是3:2，增长12.5%，共12,000人",
            "见http://example.org/a?b=1:2，或发邮件到a.b@example.org",
            "一,形势。",
            "(一)统一思想",
            "（一）:统一思想",
            "一是:抓学习",
            "Hello, world! 你好",
            "let 甲 = call(\"乙\", b);",
            "某发(2023)15号",
            "买买提?艾力局长讲话",
            "甲,,乙",
            "f(x)与g(y)相等",
            "卡尔&#8226;维斯特与圣&nbsp;安东",
        ] {
            assert_eq!(widened_text(text), text);
        }
    }
}
