//! A second look at readings that the classifier nearly believes. They are few, so they can be asked what would take too long
//! for all: how the sentence cuts into words with and without them, whether the sentence as a whole is of a kind that the
//! model knows, and whether a name or verse stands there.

use super::Parts;
use super::alphabet::{Symbol, is_character};
use super::candidates::is_unlikely;
use super::features::{Candidate, FEATURES, Features};
use super::line::ScoredLine;
use super::segmentation::{Segmentation, Word};

/// Measures of the second look: those of the first, and more.
pub const MEASURES: usize = FEATURES + OF_WORDS + OF_SENTENCE + OF_PLACE;
const OF_WORDS: usize = 9;
const OF_SENTENCE: usize = 7;
const OF_PLACE: usize = 12;

/// Log-odds of the first look from which there is a second.
pub const WORTH_A_LOOK: f32 = -3.0;

/// Symbols on each side of a place that are cut into words with it.
const WORDS_AROUND: usize = 8;
/// Symbols whose probability a mistake at a place before them changes.
const TOUCHED: usize = 3;
/// A character with less than this share is rare.
const RARE: f32 = -11.5;
/// Symbols on each side in which a transliteration shows.
const NAME_AROUND: usize = 4;
/// The longest clause that may be verse, and the shortest.
const VERSE: std::ops::RangeInclusive<usize> = 4..=8;

/// The most frequent family names of one character.
const FAMILY_NAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤";
/// Characters that foreign names are written with.
const TRANSLITERATING: &str = "阿埃艾奥巴贝比彼波伯博布茨达丹德登狄迪蒂杜顿厄恩尔法菲弗夫福盖戈格哈赫霍基吉加贾卡凯坎科克肯库拉莱兰勒雷里利卢鲁伦罗洛马迈曼梅蒙米莫姆穆纳内尼诺欧帕佩皮普齐奇乔切萨塞桑沙圣舒斯丝苏索塔泰坦特图托瓦威韦维温沃乌希锡谢休雅亚耶伊尤约泽扎詹兹佐";
/// Words of the classical language.
const CLASSICAL: &str = "之乎者也矣焉曰吾兮哉岂乃遂亦於尔汝其何而";

/// Takes second looks at the candidates of a line.
#[derive(Debug)]
pub struct Verifying<'a> {
    parts: &'a Parts<'a>,
    line: &'a ScoredLine,
    /// Sums over the line up to each symbol, worked out when first asked for.
    sums: Vec<Sums>,
}

/// What is counted of the symbols of a line.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    characters: f32,
    log_probability: f32,
    unsupported: f32,
    unlikely: f32,
    rare: f32,
    classical: f32,
}

impl Sums {
    fn plus(self, other: Sums, sign: f32) -> Sums {
        Sums {
            characters: self.characters + sign * other.characters,
            log_probability: self.log_probability + sign * other.log_probability,
            unsupported: self.unsupported + sign * other.unsupported,
            unlikely: self.unlikely + sign * other.unlikely,
            rare: self.rare + sign * other.rare,
            classical: self.classical + sign * other.classical,
        }
    }
}

impl<'a> Verifying<'a> {
    /// For the candidates of `line`.
    pub fn new(parts: &'a Parts<'a>, line: &'a ScoredLine) -> Verifying<'a> {
        Verifying { parts, line, sums: Vec::new() }
    }

    /// All measures of a candidate, the first of which are `features`.
    pub fn measure(&mut self, candidate: &Candidate, features: &Features) -> [f32; MEASURES] {
        let mut measures = [0.0; MEASURES];
        let (words, place) = (self.of_words(candidate), self.of_place(candidate));
        let all = features.iter().copied().chain(words).chain(self.of_sentence(candidate)).chain(place);
        for (cell, value) in measures.iter_mut().zip(all) {
            *cell = value;
        }
        measures
    }

    /// How what stands around the place cuts into words, as it is and as it would be.
    fn of_words(&self, candidate: &Candidate) -> [f32; OF_WORDS] {
        let (reading, symbols) = (&candidate.reading, self.line.symbols());
        let left = symbols.get(reading.start.saturating_sub(WORDS_AROUND)..reading.start).unwrap_or_default();
        let own = symbols.get(reading.start..reading.end).unwrap_or_default();
        let right = symbols.get(reading.end..(reading.end + WORDS_AROUND).min(symbols.len())).unwrap_or_default();
        let cut = |middle: &[Symbol]| {
            let segmentation = Segmentation::new(self.parts, &[left, middle, right].concat());
            // Of what is left out, the word to the left tells.
            let at = if middle.is_empty() { left.len().saturating_sub(1) } else { left.len() };
            let over = (at..at + middle.len().max(1)).map(|index| segmentation.word(index));
            let word = over.max_by_key(|word: &Word| (word.length, word.level)).unwrap_or_default();
            (segmentation, word)
        };
        let ((was, was_word), (would, would_word)) = (cut(own), cut(reading.symbols()));
        [
            was.log_probability.max(-150.0),
            would.log_probability.max(-150.0),
            (would.log_probability - was.log_probability).clamp(-30.0, 30.0),
            was.alone as f32,
            would.alone as f32,
            was_word.length as f32,
            was_word.level.into(),
            would_word.length as f32,
            would_word.level.into(),
        ]
    }

    /// What the rest of the sentence is like: one of which the model knows little makes anything look odd.
    fn of_sentence(&mut self, candidate: &Candidate) -> [f32; OF_SENTENCE] {
        if self.sums.is_empty() {
            self.sum_up();
        }
        let reading = &candidate.reading;
        let total = self.sums.last().copied().unwrap_or_default();
        let near = self.between(reading.start.saturating_sub(TOUCHED), reading.end + TOUCHED + 1);
        let rest = total.plus(near, -1.0);
        let share = |part: f32| part / rest.characters.max(1.0);
        let mean = |sums: Sums| sums.log_probability / sums.characters.max(1.0);
        let touched = reading.end + TOUCHED;
        [
            share(rest.log_probability),
            share(rest.unsupported),
            rest.unlikely.min(12.0),
            rest.rare.min(6.0),
            rest.classical.min(8.0),
            mean(self.between(reading.start.saturating_sub(8), reading.start)),
            mean(self.between(touched, touched + 8)),
        ]
    }

    /// What else the place shows: a name, verse, a particle, what the sentence writes twice.
    fn of_place(&self, candidate: &Candidate) -> [f32; OF_PLACE] {
        let (reading, line) = (&candidate.reading, self.line);
        let flag = |is: bool| f32::from(u8::from(is));
        let own = line.symbols().get(reading.start..reading.end).unwrap_or_default();
        let before = |by: usize| reading.start.checked_sub(by).map_or(0, |index| line.symbol(index));
        let is_particle = |symbols: &[Symbol]| symbols.iter().any(|&symbol| is_in("的地得", symbol));
        let around = (reading.start.saturating_sub(NAME_AROUND)..reading.start)
            .chain(reading.end..(reading.end + NAME_AROUND).min(line.symbols().len()));
        let foreign = around.filter(|&index| is_in(TRANSLITERATING, line.symbol(index))).count();
        let clause = Clause::around(line, reading.start);
        let is_twice = |pair: [Symbol; 2]| {
            pair.into_iter().all(is_character) && line.symbols().windows(2).filter(|other| **other == pair).count() > 1
        };
        let first = own.first().copied().unwrap_or_default();
        let put = reading.symbols().first().copied().unwrap_or_default();
        let next = line.symbol(reading.end);
        [
            flag(is_in(FAMILY_NAMES, before(1))),
            flag(is_in(FAMILY_NAMES, before(2))),
            flag(own.len() == 1 && is_in(FAMILY_NAMES, first)),
            flag(is_particle(own)),
            flag(is_particle(reading.symbols())),
            foreign as f32,
            clause.length.min(30) as f32,
            flag(clause.is_verse),
            flag(is_twice([before(1), first])),
            flag(own.last().is_some_and(|&last| is_twice([last, next]))),
            flag(line.symbols().windows(2).any(|pair| pair == [before(1), put])),
            flag(line.symbols().windows(2).any(|pair| pair == [put, next])),
        ]
    }

    fn between(&self, from: usize, to: usize) -> Sums {
        let up_to = |index: usize| self.sums.get(index.min(self.sums.len().saturating_sub(1))).copied();
        up_to(to.max(from)).unwrap_or_default().plus(up_to(from).unwrap_or_default(), -1.0)
    }

    fn sum_up(&mut self) {
        let flag = |is: bool| f32::from(u8::from(is));
        let mut sum = Sums::default();
        self.sums.push(sum);
        for (index, &symbol) in self.line.symbols().iter().enumerate() {
            if is_character(symbol) {
                let own = Sums {
                    characters: 1.0,
                    log_probability: self.line.log_probability(index).max(-20.0),
                    unsupported: flag(self.line.support(index) == 0),
                    unlikely: flag(is_unlikely(self.line, index)),
                    rare: flag(self.parts.ngrams.share(symbol) < RARE),
                    classical: flag(is_in(CLASSICAL, symbol)),
                };
                sum = sum.plus(own, 1.0);
            }
            self.sums.push(sum);
        }
    }
}

/// The clause that a place lies in.
struct Clause {
    length: usize,
    /// Whether it is as short and as long as the one before it or after it.
    is_verse: bool,
}

impl Clause {
    fn around(line: &ScoredLine, index: usize) -> Clause {
        let symbols = line.symbols();
        let is_end = |index: &usize| symbols.get(*index).is_none_or(|&symbol| !is_character(symbol));
        let start = (0..index).rev().find(is_end).map_or(0, |end| end + 1);
        let end = (index..=symbols.len()).find(is_end).unwrap_or(symbols.len());
        let length = end.saturating_sub(start);
        let before = (0..start.saturating_sub(1)).rev().take_while(|index| !is_end(index)).count();
        let after = (end + 1..symbols.len()).take_while(|index| !is_end(index)).count();
        Clause { length, is_verse: VERSE.contains(&length) && (before == length || after == length) }
    }
}

fn is_in(characters: &str, symbol: Symbol) -> bool {
    char::from_u32(u32::from(symbol)).is_some_and(|c| characters.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::model::alphabet::Line;
    use crate::model::features::Kind;
    use crate::model::line::Reading;

    fn clause(text: &str, index: usize) -> (usize, bool) {
        let model = Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let line = ScoredLine::new(parts.ngrams, Line::read(text, 0).symbols);
        let clause = Clause::around(&line, index);
        (clause.length, clause.is_verse)
    }

    #[test]
    fn clauses_of_one_length_may_be_verse() {
        assert_eq!(clause("春种一粒种，秋收万颗子。", 3), (5, true));
        // The point belongs to the clause that it ends; behind it there is none.
        assert_eq!(clause("春种一粒种，秋收万颗子。", 12), (5, true));
        assert_eq!(clause("春种一粒种，秋收万颗子。", 13), (0, false));
        assert_eq!(clause("要抓好落实，推动各项工作再上新台阶。", 3), (5, false));
        assert_eq!(clause("", 0), (0, false));
    }

    #[test]
    fn a_mended_word_makes_the_words_likelier_and_the_rest_of_the_sentence_stays() {
        let model = Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let line = ScoredLine::new(parts.ngrams, Line::read("要依靠人民群从推动各项工作。", 0).symbols);
        let place = line.symbols().iter().position(|&symbol| symbol == '从' as Symbol).unwrap();
        let candidate = Candidate {
            reading: Reading::new(place, place + 1, &['众' as Symbol]),
            kind: Kind::Missing,
            gain: 0.0,
            margin: 0.0,
        };
        let measures = Verifying::new(&parts, &line).measure(&candidate, &[0.0; FEATURES]);
        let [was, would, difference, was_alone, would_alone, ..] = measures[FEATURES..] else { panic!() };
        assert!(would > was + 5.0 && (difference - (would - was)).abs() < 1e-3, "{was} {would}");
        assert!(would_alone < was_alone, "{was_alone} {would_alone}");
    }
}
