//! PU214: spaces inside a sentence: in a word, in a phrase, beside a mark.

use crate::text::Span;
use std::cell::LazyCell;

use super::gaps::{Gap, gaps, is_running_text};
use super::joined::Words;
use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, Proof, Report, Rule, card_page};
use crate::structure::Pair;
use crate::text::{after, before, char_before, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU214-spaces.md"), Check::Language(check)).needs_simplified();

/// Spaces beside marks are a habit from so many on, and told once.
const MIN_HABIT: usize = 6;

/// A line with a sentence in it has so many characters at least; shorter ones are labels and blanks of a form.
const MIN_LINE: usize = 12;

/// A quoted phrase in the middle of a clause is no longer than this, in characters.
const MAX_QUOTED: usize = 20;

/// Measure words: a space before one is a number that was never filled in.
const MEASURES: [&str; 14] = ["个", "人", "名", "所", "家", "项", "户", "件", "次", "多个", "万", "亿", "年", "月"];

/// Words that start as a measure word does: a space before one of them is no gap.
const NOT_MEASURES: [&str; 12] =
    ["项目", "人民", "人员", "人大", "人才", "人口", "人均", "家庭", "家园", "名牌", "年度", "年轻"];

/// What a number follows.
const BEFORE_NUMBER: &str = "有为达到共计约近过超至第了的每是在收成增减降升";

/// Characters that go on with a phrase, and start no sentence.
const GOES_ON: &str = "和与及的地得了";

/// What a gap is.
enum Fault {
    /// It cuts a word.
    InWord,
    /// It stands between the words of one phrase.
    InPhrase,
    /// It stands beside a mark that takes the room of a character.
    BesideMark,
    /// It stands between a phrase and a quotation or bracket that belongs to it.
    BesidePair,
    /// It stands before a number, where the draft has none elsewhere.
    BeforeNumber,
}

/// What gaps are judged by; worked out when first asked for.
struct Draft<'a, 'b> {
    context: &'a Context<'b>,
    words: Words<'a>,
    sets_numbers_apart: LazyCell<bool, Box<dyn FnOnce() -> bool + 'a>>,
}

fn check(context: &Context) -> Vec<Report> {
    let sets_numbers_apart = LazyCell::new(Box::new(|| sets_numbers_apart(context.text)) as Box<dyn FnOnce() -> bool>);
    let draft = Draft { context, words: Words::of(context), sets_numbers_apart };
    let mut reports = Vec::new();
    let mut beside_marks = Vec::new();
    for paragraph in &context.structure.paragraphs {
        let gaps = gaps(context.text, paragraph);
        if gaps.is_empty() {
            continue;
        }
        let is_running = is_running_text(slice(context.text, paragraph.range));
        for gap in gaps {
            match fault(&draft, &gap, is_running) {
                Some(Fault::BesideMark) => beside_marks.push(gap),
                Some(fault) => reports.push(report(&gap, &fault)),
                None => {}
            }
        }
    }
    if beside_marks.len() >= MIN_HABIT {
        reports.extend(summary(&beside_marks));
    } else {
        reports.extend(beside_marks.iter().map(|gap| report(gap, &Fault::BesideMark)));
    }
    reports
}

fn fault(draft: &Draft, gap: &Gap, is_running: bool) -> Option<Fault> {
    let context = draft.context;
    let is_text = |c: char| chars::is_han(c) || is_wide_mark(c);
    if gap.is_invisible() {
        return (is_text(gap.left) && is_text(gap.right)).then_some(Fault::BesideMark);
    }
    let touching = Span::new(gap.range.start.saturating_sub(1), gap.range.end + 1);
    if gap.is_spread() || context.structure.separates(gap.range) || context.structure.touches_marker(touching) {
        return None;
    }
    if is_beside_mark(gap) {
        return Some(Fault::BesideMark);
    }
    if !is_running || !gap.is_single() {
        return None;
    }
    if chars::is_han(gap.left) && chars::is_han(gap.right) {
        return between_characters(context, &draft.words, gap);
    }
    if gap.is_narrow() && is_beside_pair(context, gap) {
        return Some(Fault::BesidePair);
    }
    (gap.is_narrow() && is_before_number(gap) && !*draft.sets_numbers_apart).then_some(Fault::BeforeNumber)
}

/// Marks that take the room of a character, the space after them included.
fn is_wide_mark(c: char) -> bool {
    !c.is_ascii() && (chars::is_point(c) || chars::is_opening(c) || chars::is_closing(c))
}

/// A space that a mark has no room for: before a point, after a comma, inside quotation marks. After the end of a
/// sentence it may stand for a line end that was lost.
fn is_beside_mark(gap: &Gap) -> bool {
    let is_word = |c: char| chars::is_han(c) || c.is_ascii_digit() || matches!(c, '%' | '％');
    let length = gap.head.chars().rev().take(MIN_LINE).count() + gap.tail.chars().take(MIN_LINE).count();
    let is_sentence = length >= MIN_LINE;
    if !gap.is_single() || !is_sentence {
        return false;
    }
    let before_point = is_wide_mark(gap.right) && chars::is_point(gap.right);
    let after_comma = matches!(gap.left, '，' | '、') && (is_word(gap.right) || matches!(gap.right, '“' | '《'));
    let opens = |c: char| matches!(c, '“' | '‘' | '《' | '〈');
    let closes = |c: char| matches!(c, '”' | '’' | '》' | '〉');
    (before_point && (is_word(gap.left) || (is_wide_mark(gap.left) && chars::is_closing(gap.left))))
        || after_comma
        || (opens(gap.left) && is_word(gap.right))
        || (closes(gap.right) && (is_word(gap.left) || is_wide_mark(gap.left) && chars::is_point(gap.left)))
}

/// Between two Chinese characters.
fn between_characters(context: &Context, words: &Words, gap: &Gap) -> Option<Fault> {
    let starts = |words: &[&str]| words.iter().any(|word| gap.tail.starts_with(word));
    let is_count = starts(&MEASURES) && !starts(&NOT_MEASURES);
    let is_blank = is_count && BEFORE_NUMBER.contains(gap.left);
    if is_blank || gap.is_in_list() {
        return None;
    }
    let runs_on = || words.run_on(gap.head, gap.tail);
    if words.are_one_word(gap.head, gap.tail) || (words.is_prefix(gap.head) && gap.is_narrow() && runs_on()) {
        return Some(Fault::InWord);
    }
    let is_lone = gap.is_narrow() && gap.is_lone();
    if is_lone && !is_slogan(context, gap) && words.are_compound(gap.head, gap.tail) {
        return Some(Fault::InPhrase);
    }
    let is_usual = !gap.is_narrow()
        || is_count
        || is_slogan(context, gap)
        || follows_title(gap.head)
        || precedes_label(gap.tail)
        || is_in_title(gap.head)
        || are_parallel(gap)
        // 一、把握特点 过去几年: the space stands for a line break, which is another rule's business.
        || (!GOES_ON.contains(gap.right) && ends_heading(context, gap));
    let goes_on = || runs_on() || is_lone && words.may_run_on(gap.head, gap.tail);
    (!is_usual && (goes_on() || cuts_spoken_marker(context.text, gap))).then_some(Fault::InPhrase)
}

/// Words that a name follows after a space: 记者 某某, 市长 某某.
const TITLES: [&str; 12] =
    ["记者", "市长", "省长", "县长", "区长", "主席", "书记", "局长", "厅长", "部长", "主任", "同志"];

fn follows_title(head: &str) -> bool {
    let last_word = head.rsplit(chars::is_space).next().unwrap_or_default();
    let is_after_name = before(head, head.len() - last_word.len()).trim_end().ends_with("记者");
    is_after_name || TITLES.iter().any(|title| head.ends_with(title))
}

/// Titles of works are set in parts: 《不忘初心 牢记使命》.
fn is_in_title(head: &str) -> bool {
    const REACH: usize = 300;
    let head = after(head, head.floor_char_boundary(head.len().saturating_sub(REACH)));
    head.rfind('《').is_some_and(|open| !after(head, open).contains('》'))
}

/// 视频：某某 文字：某某 is a list of labels.
fn precedes_label(tail: &str) -> bool {
    tail.chars().take(6).any(|c| matches!(c, '：' | ':' | '∶'))
}

/// Two phrases of one length, as slogans and verses have them: 勤政为民 廉洁奉公.
fn are_parallel(gap: &Gap) -> bool {
    const MIN_PART: usize = 3;
    let left = gap.head.chars().rev().take_while(|&c| chars::is_han(c)).count();
    let right = gap.tail.chars().take_while(|&c| chars::is_han(c)).count();
    left == right && left >= MIN_PART
}

/// Parts of a quoted slogan, each a phrase of its own: “好山好水 宜居宜游”.
fn is_slogan(context: &Context, gap: &Gap) -> bool {
    const MIN_PART: usize = 3;
    let quotes = &context.structure.quotes.matched;
    let place = quotes.partition_point(|pair| pair.open.start < gap.range.start);
    let around = place.checked_sub(1).and_then(|place| quotes.get(place));
    around.filter(|pair| pair.encloses(gap.range.start)).is_some_and(|pair| {
        let quoted = slice(context.text, pair.open.end..pair.close.start);
        let mut parts = quoted.split(chars::is_space);
        parts.all(|part| part.chars().count() >= MIN_PART && part.chars().all(chars::is_han))
    })
}

/// Whether only a short title stands before the space: all of the line, or what follows its marker. What 一是 opens is
/// no title.
fn ends_heading(context: &Context, gap: &Gap) -> bool {
    let place = context.structure.markers.partition_point(|marker| marker.range.start < gap.range.start);
    let marker = place.checked_sub(1).and_then(|place| context.structure.markers.get(place));
    let after_marker = marker.filter(|marker| {
        marker.at_start && !slice(context.text, marker.range.end..gap.range.start).contains(chars::is_point)
    });
    // 第一百四十二条之一 违反…: the number of an article is no part of it.
    let sentence = gap.head.rsplit(chars::is_sentence_end).next().unwrap_or_default();
    if sentence.starts_with('第') && !sentence.contains(chars::is_point) {
        return true;
    }
    after_marker.map_or_else(|| !gap.head.contains(chars::is_point), |marker| !marker.kind.is_free())
}

/// 二 是 in a draft that writes 一是 and 三是.
fn cuts_spoken_marker(text: &str, gap: &Gap) -> bool {
    const NUMERALS: &str = "一二三四五六七八九";
    let starts_clause = char_before(gap.head, gap.head.len() - gap.left.len_utf8()).is_none_or(chars::is_point);
    let is_series = || NUMERALS.chars().any(|numeral| text.contains(&format!("{numeral}{}", gap.right)));
    NUMERALS.contains(gap.left) && matches!(gap.right, '是' | '要') && starts_clause && is_series()
}

/// A quotation or bracket in the middle of a clause, with a space on one side only: 审 （执）结.
fn is_beside_pair(context: &Context, gap: &Gap) -> bool {
    let families = [&context.structure.quotes.matched, &context.structure.brackets.matched];
    let goes_on = |c: Option<char>| c.is_some_and(|c| chars::is_han(c) || is_wide_mark(c) && chars::is_point(c));
    // What is quoted as a sentence of its own may stand apart.
    let is_phrase = |pair: &&Pair| {
        let inside = slice(context.text, pair.open.end..pair.close.start);
        inside.chars().nth(MAX_QUOTED).is_none() && !inside.contains(chars::is_sentence_end)
    };
    let is_opening = matches!(gap.right, '“' | '（') && chars::is_han(gap.left);
    let is_closing = gap.left == '”' && chars::is_han(gap.right);
    let next = |at: usize| after(context.text, at).chars().next();
    if is_opening {
        let opening = families
            .into_iter()
            .filter_map(|pairs| pairs.get(pairs.partition_point(|pair| pair.open.start < gap.range.end)));
        let mut opening = opening.filter(|pair| pair.open.start == gap.range.end).filter(is_phrase);
        opening.any(|pair| next(pair.close.end).is_some_and(chars::is_han))
    } else {
        let [quotes, _] = families;
        let before = quotes.partition_point(|pair| pair.open.start < gap.range.start);
        // Between the two marks of a phrase there is room for few others.
        let nearest = quotes.get(..before).unwrap_or_default().iter().rev().take(MAX_QUOTED);
        let mut closing = nearest.filter(|pair| pair.close.end == gap.range.start).filter(is_phrase);
        is_closing && closing.any(|pair| goes_on(char_before(context.text, pair.open.start)))
    }
}

/// A space on the left of a number only, after a word that a number follows.
fn is_before_number(gap: &Gap) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%');
    let unit = gap.tail.trim_start_matches(is_number);
    let is_tight = unit.starts_with(chars::is_han) && gap.right.is_ascii_digit();
    is_tight && BEFORE_NUMBER.contains(gap.left)
}

/// Whether a draft writes spaces between characters and numbers by habit.
fn sets_numbers_apart(text: &str) -> bool {
    const MAX_SLIPS: usize = 2;
    let mut places = 0;
    let mut last = [' ', ' '];
    for c in text.chars() {
        let [before, space] = last;
        let on_left = chars::is_han(before) && space == ' ' && c.is_ascii_digit();
        let on_right = before.is_ascii_digit() && space == ' ' && chars::is_han(c);
        places += usize::from(on_left) + 2 * usize::from(on_right);
        last = [space, c];
    }
    places > MAX_SLIPS
}

fn report(gap: &Gap, fault: &Fault) -> Report {
    let edits = vec![Edit::delete(gap.range)];
    let words = format!("{}{}", last_word(gap.head), first_word(gap.tail));
    let report = Report::new(
        gap.range,
        match fault {
            Fault::InWord | Fault::InPhrase => format!("句中多了空格，应为“{words}”。"),
            Fault::BesideMark if gap.is_invisible() => format!("“{words}”中间多了一个看不见的字符。"),
            Fault::BesideMark => "全角标点本身占一个字的位置，旁边不加空格。".to_owned(),
            Fault::BesidePair => "句中的引号、括号与前后文字连写，不加空格。".to_owned(),
            Fault::BeforeNumber => "汉字与数字之间不加空格，本文别处也不加。".to_owned(),
        },
    );
    match fault {
        Fault::InWord => report.fix(Fix::safe("删去空格", edits)).proof(Proof::SplitWord),
        Fault::BesideMark => report.fix(Fix::safe("删去空格", edits)),
        Fault::InPhrase => report.fix(Fix::likely("删去空格", edits)),
        Fault::BesidePair | Fault::BeforeNumber => report.severity(Severity::Info).fix(Fix::likely("删去空格", edits)),
    }
}

/// One finding for a habit.
fn summary(gaps: &[Gap]) -> Option<Report> {
    let first = gaps.first()?.range;
    let count = gaps.len();
    let edits = gaps.iter().map(|gap| Edit::delete(gap.range)).collect();
    let message = format!("全文有{count}处标点旁边多了空格，全角标点本身占一个字的位置（只报一次）。");
    Some(Report::new(first, message).fix(Fix::safe(format!("删去全文{count}处空格"), edits)))
}

fn last_word(head: &str) -> String {
    let last: Vec<char> = head.chars().rev().take(2).take_while(|&c| !chars::is_point(c)).collect();
    last.into_iter().rev().collect()
}

fn first_word(tail: &str) -> String {
    tail.chars().take(2).take_while(|&c| !chars::is_point(c)).collect()
}
