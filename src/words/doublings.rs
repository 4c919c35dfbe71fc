//! What was written twice on end: 职职业, 进行进行.
//!
//! Most doubled characters are right: a word ends with what the next begins with (法律法规规定), a word of one character
//! stands before one that begins with it (在在职), the doubling is itself a word (人人). So a doubling is told of only where
//! none of these explains it and good Chinese is much better off with one copy.

use crate::text::Span;
use std::ops::Range;

use super::doubling_words::{
    BEGINS_WITH_DE, BETWEEN_WORDS, ENDS_WITH_DE, FREE, MAY_MEET, NUMERALS, SOFTENED, STARTS_REPETITION,
};
use super::titles::titles;
use crate::model::Parts;
use crate::model::alphabet::{EDGE, Line, Symbol, is_character};
use crate::model::line::ScoredLine;
use crate::structure::Structure;
use crate::text::chars::is_han;
use crate::text::{after, before, chars, slice};

/// The longest string that is looked for twice, in characters.
const LONGEST: usize = 8;
/// Doubled characters whose parts are looked for elsewhere; more stand in no draft that anybody mends by hand.
const MAX_LOOKUPS: usize = 64;
/// Symbols on each side that matter to the gain.
const AROUND: usize = 4;
/// What one copy must gain in log-probability over two.
const LEAST_GAIN_OF_ONE: f32 = 10.0;
const LEAST_GAIN_OF_MORE: f32 = 8.0;
/// The same where 的 or another particle stands twice, which it never does.
const LEAST_GAIN_BETWEEN_WORDS: f32 = 7.0;
/// The same where 的 stands twice and no word ends or begins with it. Texts that were counted have that slip too, so that
/// statistics say little.
const LEAST_GAIN_OF_DE: f32 = 3.0;
/// A line with a sentence in it has so many symbols at least.
const SENTENCE: usize = 20;
/// Levels by which a word must be more usual than another to show that the other is none.
pub(super) const CLEARLY_RARER: u8 = 2;
/// Levels by which a word is rarer than another that chance alone may have made.
pub(super) const MUCH_RARER: u8 = 4;
/// What one copy must gain in log-probability over two where the character may be a word by itself.
pub(super) const LEAST_GAIN_OF_FREE: f32 = 12.0;
/// The level up to which a run of three is rare.
const RARE: u8 = 2;

/// A string that stands twice on end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Doubling {
    /// The first copy.
    pub(crate) first: Span,
    /// The second copy.
    pub(crate) second: Span,
}

impl Doubling {
    /// Both copies.
    pub(crate) fn range(&self) -> Span {
        Span::new(self.first.start, self.second.end)
    }
}

/// The doublings of a draft that nothing explains, in order.
pub(crate) fn doublings(parts: &Parts, text: &str, structure: &Structure) -> Vec<Doubling> {
    let mut found = Vec::new();
    for paragraph in &structure.paragraphs {
        let line = Line::read(slice(text, paragraph.range), paragraph.range.start);
        let seeker = Seeker { parts, text, line: &line };
        for period in 1..=LONGEST {
            found.extend(seeker.doublings(period));
        }
    }
    if found.is_empty() {
        return found;
    }
    let titles = titles(text, structure);
    found.retain(|doubling| !structure.touches_marker(doubling.range()) && titles.at(doubling.first.start).is_none());
    found.sort_by_key(|doubling| (doubling.first.start, std::cmp::Reverse(doubling.second.end)));
    found.dedup_by(|later, earlier| later.first.start < earlier.second.end);
    let mut lookups = 0;
    found.retain(|doubling| {
        lookups += 1;
        lookups > MAX_LOOKUPS || !meets_elsewhere(text, doubling)
    });
    found
}

/// Whether the draft writes both words elsewhere that would meet in a doubled character, each with other neighbours:
/// 中跨 and 跨度 explain 中跨跨度, where 建设 alone explains no 队伍建建设.
fn meets_elsewhere(text: &str, doubling: &Doubling) -> bool {
    let doubled = slice(text, doubling.first);
    let (Some(left), Some(right)) =
        (before(text, doubling.first.start).chars().next_back(), after(text, doubling.second.end).chars().next())
    else {
        return false;
    };
    let is_one = doubled.chars().nth(1).is_none();
    let goes_on = |c: Option<char>, other: char| c.is_none_or(|c| c != other && !doubled.contains(c));
    let ends = || {
        let word = format!("{left}{doubled}");
        text.match_indices(&word).any(|(at, _)| goes_on(after(text, at + word.len()).chars().next(), right))
    };
    let begins = || {
        let word = format!("{doubled}{right}");
        text.match_indices(&word).any(|(at, _)| goes_on(before(text, at).chars().next_back(), left))
    };
    // What a space keeps apart meets nothing.
    let meet = doubling.first.end == doubling.second.start;
    is_one && meet && is_han(left) && is_han(right) && ends() && begins()
}

/// Whether there is a reason for the symbol at `first` to stand there twice on end.
pub(super) fn may_be_meant(parts: &Parts, text: &str, line: &Line, first: usize) -> bool {
    Seeker { parts, text, line }.may_be_meant(first)
}

/// Looks for doublings in a line.
pub(super) struct Seeker<'a> {
    pub(super) parts: &'a Parts<'a>,
    pub(super) text: &'a str,
    pub(super) line: &'a Line,
}

impl Seeker<'_> {
    /// The doublings of strings of `period` characters.
    fn doublings(&self, period: usize) -> Vec<Doubling> {
        let symbols = &self.line.symbols;
        let Some(shifted) = symbols.get(period..) else { return Vec::new() };
        // Counting equal symbols is many times faster than looking for runs of them, which few lines have.
        if symbols.iter().zip(shifted).filter(|(a, b)| a == b).count() < period {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut run = 0;
        for (index, (a, b)) in symbols.iter().zip(shifted).enumerate() {
            run = if a == b && is_character(*a) { run + 1 } else { 0 };
            let goes_on = symbols.get(index + 1).is_some_and(|next| symbols.get(index + 1 + period) == Some(next));
            if run >= period && !goes_on {
                let starts = index + 1 - run..=index + 1 - period;
                found.extend(self.best(starts, period, run));
            }
        }
        found
    }

    /// The doubling that begins at one of `starts`, all of which read the same.
    fn best(&self, starts: std::ops::RangeInclusive<usize>, period: usize, run: usize) -> Option<Doubling> {
        // Three copies on end are meant.
        if run >= 2 * period {
            return None;
        }
        let is_wrong =
            |start: &usize| if period == 1 { self.is_one_too_many(*start) } else { self.is_said_twice(*start, period) };
        let offset = |index: usize| self.line.offsets.get(index).copied();
        if period == 1
            && let Some(doubling) = self.over_a_space(*starts.start())
        {
            return Some(doubling);
        }
        let start = starts.clone().find(is_wrong)?;
        let (from, middle) = (offset(start)?, offset(start + period)?);
        let doubling = Doubling { first: Span::new(from, middle), second: Span::new(middle, middle + (middle - from)) };
        // Spaces and quotation marks are no symbols, but keep the copies apart.
        (slice(self.text, doubling.first) == slice(self.text, doubling.second)).then_some(doubling)
    }

    /// A character that stands before and after a space in a sentence: 赴 赴. Between the two, nothing makes them meet by
    /// chance but words that end and begin so.
    fn over_a_space(&self, first: usize) -> Option<Doubling> {
        let offset = |index: usize| self.line.offsets.get(index).copied();
        let (from, middle) = (offset(first)?, offset(first + 1)?);
        let written = slice(self.text, from..middle);
        let character = written.trim_end_matches(chars::is_space);
        let is_spaced = character.len() < written.len() && character.chars().nth(1).is_none();
        let is_sentence = self.line.symbols.len() >= SENTENCE;
        let is_meant = || self.may_be_meant(first) || self.word_ends_at(first) && self.word_begins_at(first + 1);
        let is_wrong = is_spaced && is_sentence && !is_meant() && self.gain(first, 1) >= LEAST_GAIN_OF_ONE;
        is_wrong.then(|| Doubling {
            first: Span::new(from, from + character.len()),
            second: Span::new(middle, middle + character.len()),
        })
    }

    fn at(&self, index: usize) -> Symbol {
        self.line.symbols.get(index).copied().unwrap_or(EDGE)
    }

    /// Whether the characters at `first` and after it are one character written twice.
    fn is_one_too_many(&self, first: usize) -> bool {
        let (ends, begins) = (self.word_ends_at(first), self.word_begins_at(first + 1));
        let is_between = is_any(self.at(first), BETWEEN_WORDS);
        let least = match is_between {
            true if is_any(self.at(first), "的") => LEAST_GAIN_OF_DE,
            true => LEAST_GAIN_BETWEEN_WORDS,
            false => LEAST_GAIN_OF_ONE,
        };
        !self.may_be_meant(first) && (ends || begins || is_between) && self.gain(first, 1) >= least
    }

    /// Whether there is a reason for the character at `first` to stand there twice.
    fn may_be_meant(&self, first: usize) -> bool {
        let (symbol, second) = (self.at(first), first + 1);
        let (previous, next) = (self.at(first.saturating_sub(1)), self.at(second + 1));
        let is_repetition = self.at(first.saturating_sub(2)) == previous || self.at(second + 2) == next;
        let is_doubled_word = || self.is_word(first, second + 1) && !self.belongs_before(first);
        if is_repetition || is_any(previous, STARTS_REPETITION) || is_doubled_word() {
            return true;
        }
        // 绒绒的: without a word that one copy belongs to, who knows what two copies are.
        let is_softened = is_any(symbol, SOFTENED) && self.word_begins_at(second) && !self.word_ends_at(first);
        let is_counted = self.three(first.saturating_sub(1)) > 0 && self.three(first) > 0;
        let is_known = is_counted && !is_any(symbol, "的");
        self.is_explained(first) || is_softened || is_known || is_any(symbol, NUMERALS)
    }

    /// Whether the character at `first` ends a word that is much more usual than the character twice: 加强强, although 强强
    /// is a word.
    fn belongs_before(&self, first: usize) -> bool {
        let level = |from: usize, to: usize| self.line.symbols.get(from..to).map_or(0, |word| self.word_level(word));
        let doubled = level(first, first + 2);
        first.checked_sub(1).is_some_and(|from| level(from, first + 1) > doubled + CLEARLY_RARER)
    }

    /// Whether words explain that the character at `first` stands there twice: 法规规定, 在在职.
    fn is_explained(&self, first: usize) -> bool {
        let (ends, begins) = (self.word_ends_at(first), self.own_word_begins_at(first + 1));
        if is_any(self.at(first), "的") {
            is_any(self.at(first.saturating_sub(1)), ENDS_WITH_DE) || is_any(self.at(first + 2), BEGINS_WITH_DE)
        } else if is_any(self.at(first), BETWEEN_WORDS) {
            ends || begins
        } else {
            let is_free = is_any(self.at(first), FREE) && (begins || !self.is_plainly_one(first));
            // 手术术式: who knows words that the lexicon does not? One copy makes no better sense.
            let may_meet = || ends && self.one_copy(first) <= RARE;
            is_free || ends && begins || may_meet() || self.word_covers(first, first + 1)
        }
    }

    /// The level of the three symbols that stand there when one copy goes.
    pub(super) fn one_copy(&self, first: usize) -> u8 {
        let run = [first.saturating_sub(1), first, first + 2].map(|index| self.at(index));
        self.parts.ngrams.three(run, u8::MAX)
    }

    /// Whether the `period` symbols from `first` on were written twice.
    fn is_said_twice(&self, first: usize, period: usize) -> bool {
        let (second, end) = (first + period, first + 2 * period);
        let Some(unit) = self.line.symbols.get(first..second) else { return false };
        let Some(shown) = self.line.offsets.get(first..=second).and_then(|offsets| match offsets {
            [start, .., end] => Some(slice(self.text, *start..*end)),
            _ => None,
        }) else {
            return false;
        };
        let is_one_character = unit.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
        let may_be_meant = is_any(self.at(first), STARTS_REPETITION)
            || is_any(self.at(first.saturating_sub(1)), "得")
            || shown.contains(['的', '一'])
            || shown.ends_with(['吧', '啊', '呀'])
            || MAY_MEET.split_whitespace().any(|word| shown == word);
        let is_word = period > 2 || self.parts.lexicon.level(unit) > 0;
        // 坚持坚持再坚持, 欢迎欢迎！
        let is_call = self.is_clause(first, end) || is_any(self.at(end), "再") && self.at(end + 1) == self.at(first);
        !is_one_character
            && !may_be_meant
            && !is_call
            && is_word
            && !self.word_crosses(end, self.parts.lexicon.level(unit))
            && !(period > 2 && !self.word_begins_at(first) && self.word_crosses(first, self.parts.lexicon.level(unit)))
            && !self.word_goes_on(second, end)
            && !self.word_comes_before(first, second)
            && self.gain(first, period) >= LEAST_GAIN_OF_MORE
    }

    /// Whether `from..to` stands between points or edges.
    fn is_clause(&self, from: usize, to: usize) -> bool {
        !is_character(self.at(from.saturating_sub(1))) && !is_character(self.at(to))
    }

    /// The level of the three symbols from `index` on.
    pub(super) fn three(&self, index: usize) -> u8 {
        let run = [index, index + 1, index + 2].map(|index| self.at(index));
        self.parts.ngrams.three(run, u8::MAX)
    }

    /// What is gained in log-probability when one copy goes.
    pub(super) fn gain(&self, first: usize, period: usize) -> f32 {
        let from = first.saturating_sub(AROUND);
        let symbols = |range: Range<usize>| {
            self.line.symbols.get(range.start..range.end.min(self.line.symbols.len())).unwrap_or_default().to_vec()
        };
        let end = first + 2 * period;
        let two = symbols(from..end + AROUND);
        let one = [symbols(from..first + period), symbols(end..end + AROUND)].concat();
        let log_probability = |symbols: Vec<Symbol>| {
            let length = symbols.len();
            let line = ScoredLine::new(self.parts.ngrams, symbols);
            (1..length).map(|index| line.log_probability(index)).sum::<f32>()
        };
        log_probability(one) - log_probability(two)
    }
}

fn is_any(symbol: Symbol, characters: &str) -> bool {
    char::from_u32(u32::from(symbol)).is_some_and(|c| characters.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    /// The doubled strings of a text.
    fn doubled(text: &str) -> Vec<String> {
        let model = Model::shipped().expect("a model ships with the program");
        let parts = model.parts().expect("the shipped model is sound");
        let found = doublings(&parts, text, &Structure::parse(text));
        found.into_iter().map(|doubling| slice(text, doubling.second).to_owned()).collect()
    }

    #[test]
    fn a_character_written_twice_is_found() {
        assert_eq!(doubled("要加强队伍建建设，提高服务水水平。"), ["建", "水"]);
        for text in ["这是我们的的共同责任。", "各部门的的工作人员要到位。", "具有同等效力的的合同。"]
        {
            assert_eq!(doubled(text), ["的"], "{text}");
        }
        // Rare slips of the texts that were counted do not make it known.
        assert_eq!(doubled("大家要齐心协力，共同同进步。"), ["同"]);
        assert_eq!(doubled("全面推进乡村振兴兴战略。"), ["兴"]);
        // The draft writes the word elsewhere, but nothing that would meet in it.
        assert_eq!(doubled("抓好队伍建设，推进项目建设。要加强队伍建建设。"), ["建"]);
    }

    #[test]
    fn words_that_meet_are_left_alone() {
        for text in [
            "依照法律法规规定办理。",
            "经双方共同同意，可以延期。",
            "他说的的确是实话，合同标的的数量也对。",
            "在在职职工中开展培训。",
            "由市市场监管局负责。",
            "为了达到非法目的的行为。",
            "这是为了了解群众的想法。",
            "保护饮用水水源地。",
            "国务院院长办公会议。",
            "要认认真真、扎扎实实地干。",
            "人人有责，层层落实，户户通电。",
            "红红脸、出出汗，鼓鼓劲、通通气。",
            "达到十五点二二亿元，小脸冻得通红通红。",
            "黄绒绒的皮毛。",
            "一级级传导压力，一项项抓好落实。",
            "成都都市圈建设加快推进。",
            "中跨采用钢梁，跨度一般较大。由于中跨跨度大，边跨要配重。",
            "晚饭后散散步，周末爬爬山。",
        ] {
            assert_eq!(doubled(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_string_written_twice_is_found() {
        assert_eq!(doubled("会议对下一步工作进行进行了安排。"), ["进行"]);
        assert_eq!(doubled("我们我们要抓好落实。"), ["我们"]);
        assert_eq!(doubled("要加强安全生产安全生产监管。"), ["安全生产"]);
    }

    #[test]
    fn repetition_on_purpose_is_left_alone() {
        for text in [
            "要一个一个地解决，一步一步地推进。",
            "一件事一件事地抓，一个节点一个节点地推。",
            "大家再研究研究、讨论讨论。",
            "违反本规定规定的，依法处理。",
            "海军某部队部队长作了发言。",
            "特别行政区行政区域界线。",
            "各代表团代表踊跃发言。",
            "要面对面对接需求。",
            "加油加油加油！",
            "要坚持坚持再坚持。",
            "同志们好，欢迎欢迎！",
            "在建工程工程款，承包合同合同价款。",
            "市场主体主体资格，国有资产资产评估。",
            "“双语”双语都要学。",
            "最高人民法院人民法院档案管理办法。",
        ] {
            assert_eq!(doubled(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn titles_and_markers_are_left_alone() {
        assert_eq!(doubled("《最美最美的中国童话》很受欢迎。"), [""; 0]);
        assert_eq!(doubled(""), [""; 0]);
        assert_eq!(doubled("职"), [""; 0]);
    }
}
