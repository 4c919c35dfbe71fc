//! What the model takes for mistakes, made findings of WD411, WD412 and WD413.

use std::ops::Range;

use super::confusables::Listed;
use super::{doublings, places, recognition};
use crate::finding::{Edit, Fix, Severity};
use crate::model::alphabet::{Line, Symbol, is_character, to_char};
use crate::model::features::Kind;
use crate::model::memory::Memory;
use crate::model::search::{BELIEVED, Correction, Origin};
use crate::model::{Model, Parts};
use crate::rules::{Context, Report};
use crate::structure::Structure;
use crate::structure::numeral::is_chinese_numeral;
use crate::text::chars::is_han;
use crate::text::{after, before, occurrences, slice};

/// Log-odds from which a mistake is told of as a warning, and as an error. Fitted on held-out text: see docs/model.md.
const WARNING: f32 = 4.5;
const ERROR: f32 = 7.5;
/// Inside the title of a work, which may be odd on purpose.
const IN_TITLE: f32 = 6.0;
/// Where the draft writes the same more than once, or names a place.
const REPEATED: f32 = 6.0;
/// Bytes of the longest quotation that may be a coined word: ten characters.
const LONGEST_COINAGE: usize = 30;
/// Characters between a mistake and the year of a document's number, at most.
const LONGEST_SIGN: usize = 3;
/// Times that a draft must write something before it counts as its own usage.
const OWN_USAGE: usize = 2;

/// What kind of mistake a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// One character or two for others.
    Substituted,
    /// A character is missing.
    Missing,
    /// A character is one too many.
    Superfluous,
}

/// A mistake, with its places in the text.
#[derive(Debug)]
pub(crate) struct Typo {
    about: About,
    /// The characters concerned; empty where one is missing.
    range: Range<usize>,
    /// Other readings as edits with what then stands there, the best first.
    readings: Vec<(String, Vec<Edit>)>,
    log_odds: f32,
    /// What the draft was read as when it was found.
    origin: Origin,
    /// Whether what stands there only looks like what was meant.
    looks_alike: bool,
    message: String,
}

impl Typo {
    /// Whether it lies in `range` or beside it.
    pub(crate) fn touches(&self, range: &Range<usize>) -> bool {
        self.range.start <= range.end && range.start <= self.range.end
    }

    /// Whether it is surely there, whatever the draft was read as, and only looks like what was meant.
    pub(super) fn is_sure_look_alike(&self) -> bool {
        self.looks_alike && self.origin == Origin::Typed && self.log_odds >= WARNING
    }

    /// What stands there, with the character before it.
    pub(super) fn around<'a>(&self, text: &'a str) -> &'a str {
        let left = before(text, self.range.start).char_indices().next_back().map_or(self.range.start, |(at, _)| at);
        slice(text, left..self.range.end)
    }
}

/// The mistakes of a draft, in order. One that shows that it came out of character recognition is read once more as such,
/// for the look-alikes that are to be expected there. This is what takes longest in a check: each paragraph is looked at
/// only if what is found `is_wanted` still.
pub(crate) fn typos(
    model: &Model,
    memory: &Memory,
    text: &str,
    structure: &Structure,
    listed: &[Listed],
    is_wanted: &dyn Fn() -> bool,
) -> Vec<Typo> {
    let Some(parts) = model.parts() else { return Vec::new() };
    let found = |origin: Origin| -> Vec<Typo> {
        let typos = structure.paragraphs.iter().take_while(|_| is_wanted()).flat_map(|paragraph| {
            let line = Line::read(slice(text, paragraph.range.clone()), paragraph.range.start);
            let found = memory.corrections(&parts, origin, &line.symbols, BELIEVED);
            found.iter().filter_map(|correction| typo(&parts, origin, text, &line, correction)).collect::<Vec<_>>()
        });
        typos.filter(|typo| is_believed(typo, text, structure, listed)).collect()
    };
    let mut typos = found(Origin::Typed);
    let signs = recognition::signs(&parts, text, structure, listed, &typos);
    if recognition::is_likely(&signs, "") {
        let mut misread = found(Origin::Recognised);
        let is_told = |range: &Range<usize>| {
            let next = typos.partition_point(|other| other.range.end < range.start);
            typos.get(next).is_some_and(|other| other.touches(range))
        };
        misread.retain(|typo| typo.looks_alike && !is_told(&typo.range));
        typos.extend(misread);
        typos.sort_by_key(|typo| typo.range.start);
    }
    typos
}

/// The findings about one kind of mistake.
pub(super) fn reports(context: &Context, about: About) -> Vec<Report> {
    let of_kind = context.typos().iter().filter(|typo| typo.about == about);
    let reports = of_kind.map(|typo| {
        let severity = match typo.log_odds {
            _ if typo.origin == Origin::Recognised || is_quoted(typo, context) => Severity::Info,
            ERROR.. => Severity::Error,
            WARNING.. => Severity::Warning,
            _ => Severity::Info,
        };
        let fixes = typo.readings.iter().enumerate().map(|(rank, (title, edits))| {
            // What only the look of the whole draft speaks for is a hint, and not for bulk repair.
            let is_likely = rank == 0 && typo.origin == Origin::Typed;
            if is_likely { Fix::likely(title, edits.clone()) } else { Fix::alternative(title, edits.clone()) }
        });
        Report::new(typo.range.clone(), typo.message.clone()).severity(severity).fixes(fixes)
    });
    reports.collect()
}

/// Whether it stands in a short quotation, where drafts put the words that they coin: “和美湘村”.
fn is_quoted(typo: &Typo, context: &Context) -> bool {
    let mut quotations = context.structure.quotes.matched.iter();
    quotations.any(|pair| pair.encloses(typo.range.start) && pair.close.start - pair.open.end <= LONGEST_COINAGE)
}

fn typo(parts: &Parts, origin: Origin, text: &str, line: &Line, correction: &Correction) -> Option<Typo> {
    let places: Vec<Range<usize>> =
        (correction.start..correction.end).map(|index| place(text, line, index)).collect::<Option<_>>()?;
    let about = match correction.kind {
        Kind::Substituted(_) | Kind::SubstitutedPair(..) => About::Substituted,
        Kind::Missing => About::Missing,
        Kind::Superfluous { .. } => About::Superfluous,
    };
    let range = match (places.first(), places.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => {
            let end = place(text, line, correction.start.checked_sub(1)?)?.end;
            end..end
        }
    };
    if changes_number(line, correction) {
        return None;
    }
    // Of repetitions, WD406 knows which are meant; those of more than one character are its own.
    if correction.kind == (Kind::Superfluous { repeats: true })
        && (places.len() > 1 || doublings::may_be_meant(parts, text, line, correction.start.checked_sub(1)?))
    {
        return None;
    }
    let readings = correction.readings.iter().map(|symbols| reading(text, range.start, &places, symbols)).collect();
    let message = message(parts, text, line, correction, &range)?;
    Some(Typo {
        about,
        range,
        readings,
        log_odds: correction.log_odds,
        origin,
        looks_alike: correction.kind.is_look_alike(),
        message,
    })
}

/// Whether it would make another number of one with several numerals: which number was meant, no statistics can tell.
fn changes_number(line: &Line, correction: &Correction) -> bool {
    let is_numeral = |symbol: &Symbol| to_char(*symbol).is_some_and(is_chinese_numeral);
    let seen = line.symbols.get(correction.start..correction.end).unwrap_or_default();
    let meant = correction.readings.first().map_or(&[][..], Vec::as_slice);
    let left = correction.start.checked_sub(1).and_then(|index| line.symbols.get(index));
    let beside = [left, line.symbols.get(correction.end)];
    seen.iter().chain(meant).all(is_numeral) && beside.into_iter().flatten().any(is_numeral)
}

/// Where the symbol at `index` stands in the text.
fn place(text: &str, line: &Line, index: usize) -> Option<Range<usize>> {
    let start = *line.offsets.get(index)?;
    Some(start..start + after(text, start).chars().next()?.len_utf8())
}

/// The title and the edits of a fix that puts `symbols` in the place of those at `places`, or at `at` where there are
/// none. Characters are replaced one by one, so that a quotation mark between them stays.
fn reading(text: &str, at: usize, places: &[Range<usize>], symbols: &[Symbol]) -> (String, Vec<Edit>) {
    let shown: String = symbols.iter().filter_map(|&symbol| to_char(symbol)).collect();
    if places.is_empty() {
        (format!("补上“{shown}”"), vec![Edit::insert(at, shown)])
    } else if symbols.is_empty() {
        let seen: String = places.iter().map(|place| slice(text, place.clone())).collect();
        (format!("删去“{seen}”"), places.iter().cloned().map(Edit::delete).collect())
    } else {
        let characters = shown.chars().map(|c| c.to_string());
        let edits = places.iter().cloned().zip(characters).map(|(place, c)| Edit::replace(place, c)).collect();
        (format!("改为“{shown}”"), edits)
    }
}

/// One sentence that says what stands there, what was probably meant, and how that is known.
fn message(parts: &Parts, text: &str, line: &Line, correction: &Correction, range: &Range<usize>) -> Option<String> {
    let meant: String = correction.readings.first()?.iter().filter_map(|&symbol| to_char(symbol)).collect();
    let seen = slice(text, range.clone());
    let odd = odd_pair(parts, line, correction);
    let odd = if odd.chars().count() < 2 { String::new() } else { format!("“{odd}”在语料中极少相连，") };
    let why = match usual_word(parts, line, correction) {
        Some(usual) => format!("{odd}“{usual}”常见"),
        None => format!("{odd}这样改后通顺"),
    };
    Some(match correction.kind {
        Kind::Missing => format!("此处疑缺“{meant}”字：{why}。"),
        Kind::Superfluous { repeats: true } => format!("“{seen}”疑为重复：{why}。"),
        Kind::Superfluous { repeats: false } => format!("“{seen}”疑为多余：{why}。"),
        _ => format!("“{seen}”疑为“{meant}”：{why}。"),
    })
}

/// The two characters at the place that go together worst.
fn odd_pair(parts: &Parts, line: &Line, correction: &Correction) -> String {
    let first = correction.start.saturating_sub(1);
    let pairs = line.symbols.get(first..(correction.end + 1).min(line.symbols.len())).unwrap_or_default().windows(2);
    let known = pairs.filter(|pair| pair.iter().copied().all(is_character)).filter_map(|pair| match pair {
        [one, other] => Some((parts.ngrams.pair(*one, *other), pair)),
        _ => None,
    });
    let worst = known.min_by_key(|(level, _)| *level);
    worst.map_or_else(String::new, |(_, pair)| pair.iter().filter_map(|&symbol| to_char(symbol)).collect())
}

/// The longest word that the better reading makes with its neighbours; the most frequent of those.
fn usual_word(parts: &Parts, line: &Line, correction: &Correction) -> Option<String> {
    let meant = correction.readings.first().map_or(&[][..], Vec::as_slice);
    let left = line.symbols.get(correction.start.saturating_sub(4)..correction.start).unwrap_or_default();
    let right = line.symbols.get(correction.end..(correction.end + 4).min(line.symbols.len())).unwrap_or_default();
    let around: Vec<Symbol> = left.iter().chain(meant).chain(right).copied().collect();
    let place = left.len()..left.len() + meant.len();
    let runs = (2..=5_usize).flat_map(|length| {
        let starts =
            (place.end.max(1)).saturating_sub(length)..=place.start.saturating_sub(usize::from(meant.is_empty()));
        starts.filter_map(|start| around.get(start..start + length)).collect::<Vec<_>>()
    });
    let words = runs.filter(|run| run.iter().copied().all(is_character) && parts.lexicon.level(run) > 0);
    let best = words.max_by_key(|run| (run.len(), parts.lexicon.level(run)))?;
    Some(best.iter().filter_map(|&symbol| to_char(symbol)).collect())
}

/// Whether nothing in the draft speaks against a mistake.
fn is_believed(typo: &Typo, text: &str, structure: &Structure, listed: &[Listed]) -> bool {
    let range = &typo.range;
    let touches = |other: &Range<usize>| other.start <= range.end && range.start <= other.end;
    let is_title =
        |pair: &&crate::structure::Pair| slice(text, pair.open.clone()) == "《" && pair.encloses(range.start);
    !structure.touches_marker(&(range.start..range.end.max(range.start + 1)))
        && !is_case_number(text, range)
        && !is_document_number(text, range)
        && !listed.iter().any(|(range, _)| touches(range))
        && (typo.log_odds >= IN_TITLE || !structure.brackets.matched.iter().any(|pair| is_title(&pair)))
        && (typo.log_odds >= REPEATED || !(is_own_usage(text, range) || places::is_named(text, range)))
}

/// Whether what follows is the number of a case, which is told by an abbreviation: （2023）某01民终1号.
fn is_case_number(text: &str, range: &Range<usize>) -> bool {
    let rest = after(text, range.end);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < rest.len() && digits.starts_with('号')
}

/// Whether an office's sign for its documents stands there, which is made of abbreviations: 江办发〔2023〕4号.
fn is_document_number(text: &str, range: &Range<usize>) -> bool {
    let mut rest = after(text, range.end).chars().take(LONGEST_SIGN + 1);
    rest.find(|&c| !is_han(c)) == Some('〔')
}

/// Whether the draft writes the same characters with the same neighbours elsewhere: it means them.
fn is_own_usage(text: &str, range: &Range<usize>) -> bool {
    let left = before(text, range.start).char_indices().next_back().map_or(range.start, |(offset, _)| offset);
    let right = range.end + after(text, range.end).chars().next().map_or(0, char::len_utf8);
    let own = slice(text, left..right);
    occurrences(text, own, OWN_USAGE + 1) > OWN_USAGE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;
    use crate::config::Config;
    use crate::finding::Finding;
    use crate::text::Document;

    fn substituted(text: &str) -> Vec<Finding> {
        let checker = Checker::new(Config { select: vec!["WD411".to_owned()], ..Config::default() }).unwrap();
        checker.check(&Document::new(text)).findings
    }

    /// A long line with `seen` in the place of `meant`.
    fn long_line(meant: &str, seen: &str) -> String {
        let line = "近年来，全市各级各部门坚持以人民为中心的发展思想，着力解决群众最关心、最直接、最现实的利益问题，\
                    教育、医疗、养老、住房等各项事业取得明显进步，形成了良好的社会气氛，城乡居民收入稳步提高，\
                    生态环境质量持续改善，为今后五年的发展打下了坚实基础，也为全省高质量发展作出了应有贡献。";
        line.replace(meant, seen)
    }

    #[test]
    fn one_number_is_not_taken_for_another() {
        let changes = |text: &str, seen: char, meant: &str| {
            let line = Line::read(text, 0);
            let start = line.symbols.iter().position(|&symbol| symbol == seen as Symbol).unwrap();
            let readings = vec![meant.chars().map(|c| c as Symbol).collect()];
            changes_number(&line, &Correction { start, end: start + 1, readings, kind: Kind::Missing, log_odds: 9.0 })
        };
        assert!(
            changes("十六届五中全会", '六', "八") && changes("六十岁", '六', "七") && changes("二十六岁", '十', "")
        );
        assert!(
            !changes("这是十种方法", '十', "一") && !changes("二十于年", '于', "余") && !changes("十人", '人', "八")
        );
    }

    #[test]
    fn look_alikes_of_long_lines_are_hints_where_the_draft_was_read_off_paper() {
        let mut only_recognised = 0;
        for (meant, seen) in
            [("气氛", "气氖"), ("等各项", "筹各项"), ("住房", "住扇"), ("改善", "攻善"), ("贡献", "责献")]
        {
            let line = long_line(meant, seen);
            let found = substituted(&format!("千部群众要关干做好流域的冶理。\n{line}"));
            let is_told = |finding: &&Finding| finding.range.start > 50;
            match (substituted(&line).first(), found.iter().find(is_told)) {
                (None, Some(hint)) => {
                    assert_eq!(hint.severity, Severity::Info, "{seen}");
                    assert!(hint.preferred_fix().is_none() && !hint.fixes.is_empty(), "{seen}");
                    only_recognised += 1;
                }
                (typed, recognised) => assert_eq!(typed.is_some(), recognised.is_some(), "{seen}"),
            }
        }
        assert!(only_recognised > 0);
    }
}
