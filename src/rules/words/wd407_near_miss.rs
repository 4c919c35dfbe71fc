//! WD407: one character away from a fixed term, or from what the draft itself usually writes.

use std::ops::Range;

use super::own_terms::{Departure, departures};
use super::terms::{Difference, NearMiss, TERMS};
use crate::finding::{Edit, Fix};
use crate::model::Parts;
use crate::model::alphabet::{Line, Symbol, is_character, to_char};
use crate::model::confusions::Sound;
use crate::model::line::{Reading, ScoredLine};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::{char_at, slice};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("words/WD407-near-miss.md"), Check::Language(check)).needs_simplified();

/// Symbols on each side of a place that the model looks at.
const AROUND: usize = 8;
/// The longest word that may end or begin at a place.
const LONGEST_WORD: usize = 4;
/// How alike whole glyphs, and parts of glyphs, must be to be taken for one another.
const ALIKE_WHOLE: f32 = 0.64;
const ALIKE_PART: f32 = 0.85;
/// What the term's character must gain in log-probability.
const LEAST_GAIN: f32 = 1.0;
/// Characters that may come and go without changing a term: particles, conjunctions, numerals, and those that narrow
/// what follows.
const COMES_AND_GOES: &str = "的地得了着过和与及或并而且在是有为对从以于等也都将把被所之其各每本该不再更最很全总副新老大中小上下前后内外\
    零〇一二两三四五六七八九十百千万亿第多几这那省市县区乡镇村州者经照能可应会要须需队们";

/// A place where one character is wrong or missing.
struct Place<'a> {
    line: &'a Line,
    index: usize,
    is_missing: bool,
    meant: char,
    /// Where that is known from, in Chinese.
    why: String,
}

fn check(context: &Context) -> Vec<Report> {
    context.claims().near_misses.clone()
}

/// The near misses of a draft, but where other rules have `taken` the place.
pub(super) fn reports(context: &Context, parts: &Parts, mut taken: Vec<Range<usize>>) -> Vec<Report> {
    let paragraphs = &context.structure.paragraphs;
    let read = |range: &Range<usize>| Line::read(slice(context.text, range.clone()), range.start);
    let lines: Vec<Line> = paragraphs.iter().map(|paragraph| read(&paragraph.range)).collect();
    let near = TERMS.near_misses(context.text);
    let of_terms = near.iter().filter_map(|miss| place_of_miss(context.text, &lines, miss));
    let own = departures(&lines);
    let of_draft = own.iter().filter_map(|departure| place_of_departure(&lines, departure));
    let places: Vec<Place> = of_terms.chain(of_draft).filter(|place| is_plausible(parts, place)).collect();
    let mut reports: Vec<Report> = places.iter().filter_map(|place| report(context.text, place)).collect();
    if reports.is_empty() {
        return reports;
    }
    taken.extend(context.listed().iter().map(|(range, _)| range.clone()));
    reports.retain(|report| {
        let range = report.range().clone();
        let touches = |other: &Range<usize>| other.start <= range.end && range.start <= other.end;
        let is_new = !taken.iter().any(touches);
        taken.push(range.clone());
        is_new && !context.structure.touches_marker(&(range.start..range.end.max(range.start + 1)))
    });
    reports
}

fn place_of_miss<'a>(text: &str, lines: &'a [Line], miss: &NearMiss) -> Option<Place<'a>> {
    let (at, is_missing, meant) = match &miss.difference {
        Difference::Missing { at, meant } => (*at, true, *meant),
        Difference::Substituted { range, meant } => (range.start, false, *meant),
    };
    let line = lines.get(lines.partition_point(|line| line.offsets.last().is_some_and(|end| *end <= at)))?;
    let index = line.offsets.binary_search(&at).ok()?;
    let why = format!("“{}”是固定说法，这里是“{}”", miss.term, slice(text, miss.range.clone()));
    Some(Place { line, index, is_missing, meant, why })
}

fn place_of_departure<'a>(lines: &'a [Line], departure: &Departure) -> Option<Place<'a>> {
    let line = lines.get(departure.line)?;
    let meant = to_char(departure.meant)?;
    let after = departure.index + usize::from(!departure.is_missing);
    let left = line.symbols.get(departure.index.checked_sub(3)?..departure.index)?;
    let right = line.symbols.get(after..after + 3)?;
    let usual = left.iter().chain([&departure.meant]).chain(right).filter_map(|&symbol| to_char(symbol));
    let why = format!("文中另有{}处写作“{}”", departure.count, usual.collect::<String>());
    Some(Place { line, index: departure.index, is_missing: departure.is_missing, meant, why })
}

/// Whether what stands there is neither ordinary Chinese nor far from what was meant.
fn is_plausible(parts: &Parts, place: &Place) -> bool {
    let Some(meant) = u16::try_from(u32::from(place.meant)).ok().filter(|&symbol| is_character(symbol)) else {
        return false;
    };
    let symbols = &place.line.symbols;
    let from = place.index.saturating_sub(AROUND);
    let window = symbols.get(from..(place.index + AROUND).min(symbols.len())).unwrap_or_default().to_vec();
    let at = place.index - from;
    let Some(&seen) = window.get(at) else { return false };
    let line = ScoredLine::new(parts.ngrams, window);
    let end = at + usize::from(!place.is_missing);
    let gains = line.gain(parts.ngrams, &Reading::new(at, end, &[meant])) >= LEAST_GAIN;
    let comes_and_goes = |symbol: Symbol| to_char(symbol).is_some_and(|c| COMES_AND_GOES.contains(c));
    gains
        && !comes_and_goes(meant)
        && if place.is_missing {
            let meet = ends_word(parts, line.symbols(), at) && begins_word(parts, line.symbols(), at);
            line.is_gap(at) && !meet
        } else {
            is_character(seen) && !comes_and_goes(seen) && line.support(at) == 0 && is_confusable(parts, seen, meant)
        }
}

fn ends_word(parts: &Parts, symbols: &[Symbol], end: usize) -> bool {
    let from = |length: usize| end.checked_sub(length).and_then(|from| symbols.get(from..end));
    (2..=LONGEST_WORD).filter_map(from).any(|word| parts.lexicon.level(word) > 0)
}

fn begins_word(parts: &Parts, symbols: &[Symbol], start: usize) -> bool {
    let to = |length: usize| symbols.get(start..start + length);
    (2..=LONGEST_WORD).filter_map(to).any(|word| parts.lexicon.level(word) > 0)
}

fn is_confusable(parts: &Parts, seen: Symbol, meant: Symbol) -> bool {
    parts.confusions.between(seen, meant).is_some_and(|confusion| {
        confusion.sound != Sound::Different || confusion.whole >= ALIKE_WHOLE || confusion.part >= ALIKE_PART
    })
}

fn report(text: &str, place: &Place) -> Option<Report> {
    let (meant, why) = (place.meant, &place.why);
    let start = *place.line.offsets.get(place.index)?;
    if place.is_missing {
        // Between two words that a space or a quotation mark keeps apart, nobody knows where the character belongs.
        let before = *place.line.offsets.get(place.index.checked_sub(1)?)?;
        char_at(text, before).filter(|c| before + c.len_utf8() == start)?;
        let fix = Fix::likely(format!("补上“{meant}”"), vec![Edit::insert(start, meant)]);
        return Some(Report::new(start..start, format!("此处疑缺“{meant}”字：{why}。")).fix(fix));
    }
    let range = start..start + char_at(text, start)?.len_utf8();
    let seen = slice(text, range.clone());
    let fix = Fix::likely(format!("改为“{meant}”"), vec![Edit::replace(range.clone(), meant)]);
    Some(Report::new(range, format!("“{seen}”疑为“{meant}”：{why}。")).fix(fix))
}

#[cfg(test)]
mod tests {
    use crate::check::Checker;
    use crate::config::Config;
    use crate::text::Document;

    /// The messages of this rule alone.
    fn told(text: &str) -> Vec<String> {
        let config = Config { select: vec!["WD407".to_owned()], ..Config::default() };
        let checker = Checker::new(config).expect("the configuration is valid");
        checker.check(&Document::new(text)).findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_fixed_term_with_one_character_missing_is_found() {
        assert_eq!(
            told("要依法接受国有资产监督理委员会的监督。"),
            ["此处疑缺“管”字：“国有资产监督管理委员会”是固定说法，这里是“国有资产监督理委员会”。"]
        );
    }

    #[test]
    fn what_the_draft_usually_writes_is_found() {
        let text = "建设青禾公共服务站，管好青禾公共服务站，用好青禾公共服务站，青禾公服务站要开张。";
        assert_eq!(told(text), ["此处疑缺“共”字：文中另有3处写作“青禾公共服务站”。"]);
    }

    #[test]
    fn what_may_come_and_go_is_no_mistake() {
        for text in [
            "最高人民法院和最高人民检察院。",
            "全国人大常委会、全国人大会议。",
            "劳动和社会保障、劳动社会保障部门。",
            "做好社会治安综合治理，抓好治安综合治理。",
            "推进农村公共服务体系建设，完善农村公共服务体系建设，加强农村公共服务体系建设。推进农村服务体系建设。",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
