//! Finds the mistakes of a line: weighs the candidates, believes the best, and looks again at what stands around it.

use std::ops::Range;

use super::Parts;
use super::alphabet::Symbol;
use super::candidates::candidates;
use super::chunks::{Chunk, chunks};
use super::confusions::Sound;
use super::features::{Candidate, Features, Kind, Measuring};
use super::line::{Reading, ScoredLine};
use super::verification::{Verifying, WORTH_A_LOOK};

/// Log-odds from which a mistake is told of. By the marks of the texts that is a chance of 0.4; but of what they do not mark,
/// read one by one, more than half are mistakes there: see docs/model.md.
pub const BELIEVED: f32 = -0.4;

/// Log-odds of what was not worth a second look.
const NEVER: f32 = -20.0;

/// How much more or less sure a mistake is than the classifier says, by kind, as log-odds. The classifier has seen more
/// mistakes of a kind, or fewer, than writers make. Chosen by what each kind finds in the training sentences for every
/// edited sentence that it touches: see docs/model.md.
fn prior(kind: Kind) -> f32 {
    match kind {
        Kind::Substituted(confusion) => match confusion.sound {
            Sound::Same => 0.45,
            Sound::Near => -0.2,
            Sound::Different => 0.1,
        },
        Kind::SubstitutedPair(..) => 1.3,
        Kind::Superfluous { repeats: true } => 1.3,
        Kind::Superfluous { repeats: false } => -1.7,
        Kind::Missing => 0.0,
    }
}

/// How a draft came to be, which says what mistakes to expect in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Somebody typed it.
    Typed,
    /// A program read it off paper.
    Recognised,
}

/// What look-alikes gain in log-odds in a draft that was read off paper.
const LOOK_ALIKE_PRIOR: f32 = 2.1;
/// Longer sentences of such a draft are judged like those of so many symbols: the classifier has learned that long ones
/// have fewer mistakes for their length, and a program misreads all alike.
const LONGEST_RECOGNISED: usize = 60;

impl Origin {
    /// What a kind of mistake gains in log-odds.
    fn bonus(self, kind: Kind) -> f32 {
        if self == Origin::Recognised && kind.is_look_alike() { LOOK_ALIKE_PRIOR } else { 0.0 }
    }

    fn longest_sentence(self) -> usize {
        match self {
            Origin::Typed => usize::MAX,
            Origin::Recognised => LONGEST_RECOGNISED,
        }
    }
}

/// Symbols around a change whose candidates are weighed anew.
const AROUND: usize = 5;
/// Other readings that are told of a mistake.
const ALTERNATIVES: usize = 2;

/// A mistake, as places in the line that was given.
#[derive(Debug, Clone)]
pub struct Correction {
    /// First symbol concerned.
    pub start: usize,
    /// After the last one.
    pub end: usize,
    /// What was probably meant, best first.
    pub readings: Vec<Vec<Symbol>>,
    /// How it differs.
    pub kind: Kind,
    /// How sure that is, as natural logarithm of odds.
    pub log_odds: f32,
}

/// A chunk of a line on the way to being right.
struct Search<'a> {
    parts: &'a Parts<'a>,
    origin: Origin,
    /// What is looked at: the chunk, and what stands beside it.
    line: ScoredLine,
    /// Where the chunk lies in that, as it stands now.
    own: Range<usize>,
    /// For each symbol looked at and their end, where that was before anything was changed.
    places: Vec<usize>,
    /// Whether a symbol has been put there, and is not to be changed again.
    settled: Vec<bool>,
    /// Candidates not yet believed, with their log-odds.
    pool: Vec<(Candidate, f32)>,
    /// Readings weighed, and looked through for the best.
    work: usize,
}

/// The mistakes of a line whose log-odds reach `threshold`, from left to right.
pub fn corrections(parts: &Parts, origin: Origin, symbols: &[Symbol], threshold: f32) -> Vec<Correction> {
    let of_chunk = |chunk: Chunk| {
        let found = corrections_of(parts, origin, symbols, &chunk, threshold);
        found.into_iter().map(move |correction| correction.shifted(chunk.seen.start))
    };
    chunks(symbols).flat_map(of_chunk).collect()
}

/// The mistakes of one chunk of a line, as places in what is looked at for it.
pub fn corrections_of(
    parts: &Parts,
    origin: Origin,
    symbols: &[Symbol],
    chunk: &Chunk,
    threshold: f32,
) -> Vec<Correction> {
    let mut search = Search::new(parts, origin, symbols, chunk);
    search.run(threshold)
}

/// How sure it is that candidates of a line are right, as natural logarithm of odds, each beside its candidate.
pub fn weighed(
    parts: &Parts,
    origin: Origin,
    line: &ScoredLine,
    candidates: impl IntoIterator<Item = Candidate>,
) -> Vec<(Candidate, f32)> {
    let mut verifying = Verifying::new(parts, line);
    let verify = |(candidate, features, log_odds): Classified| {
        let log_odds = if log_odds < WORTH_A_LOOK {
            log_odds.min(NEVER)
        } else {
            let measures = verifying.measure(&candidate, &features);
            parts.information.verifier.log_odds(&measures) + origin.bonus(candidate.kind)
        };
        (candidate, log_odds)
    };
    classified(parts, origin, line, candidates).map(verify).collect()
}

/// A candidate, its measures, and how sure the classifier is of it.
pub type Classified = (Candidate, Features, f32);

/// How sure the first look is that candidates of a line are right.
pub fn classified<'a>(
    parts: &'a Parts,
    origin: Origin,
    line: &'a ScoredLine,
    candidates: impl IntoIterator<Item = Candidate> + 'a,
) -> impl Iterator<Item = Classified> + 'a {
    let mut measuring = Measuring::new(parts, line);
    candidates.into_iter().map(move |candidate| {
        let features = measuring.measure(&candidate);
        let log_odds = parts.information.classifier.log_odds(&features);
        (candidate, features, log_odds + prior(candidate.kind) + origin.bonus(candidate.kind))
    })
}

impl Correction {
    /// The same mistake in a longer line that goes before by so many symbols.
    pub fn shifted(self, by: usize) -> Correction {
        Correction { start: self.start + by, end: self.end + by, ..self }
    }
}

impl<'a> Search<'a> {
    fn new(parts: &'a Parts<'a>, origin: Origin, symbols: &[Symbol], chunk: &Chunk) -> Search<'a> {
        let seen = symbols.get(chunk.seen.clone()).unwrap_or_default().to_vec();
        let own = chunk.own.start - chunk.seen.start..chunk.own.end - chunk.seen.start;
        // A sentence in the middle of a paragraph counts like one that is a line of its own, between two edges.
        let edges = usize::from(chunk.own.start > 0) + usize::from(chunk.own.end < symbols.len());
        let length = (own.len() + edges).min(origin.longest_sentence());
        Search {
            parts,
            origin,
            places: (0..=seen.len()).collect(),
            settled: vec![false; seen.len()],
            line: ScoredLine::new(parts.ngrams, seen).judged_as(length),
            own,
            pool: Vec::new(),
            work: 0,
        }
    }

    fn run(&mut self, threshold: f32) -> Vec<Correction> {
        self.weigh(self.own.start, self.own.end);
        let mut found = Vec::new();
        // Every step settles a symbol or takes one away, so there cannot be more steps than symbols.
        for _ in 0..self.settled.len() {
            let Some(correction) = self.step(threshold) else { break };
            found.push(correction);
        }
        found.sort_by_key(|correction| (correction.start, correction.end));
        found
    }

    fn weigh(&mut self, from: usize, to: usize) {
        let (from, to) = (from.max(self.own.start), to.min(self.own.end));
        let is_open = |candidate: &Candidate| {
            let place = candidate.reading.start..candidate.reading.end.max(candidate.reading.start);
            !self.settled.get(place).unwrap_or_default().contains(&true)
        };
        let open = candidates(self.parts, &self.line, from, to).into_iter().filter(is_open);
        let known = self.pool.len();
        self.pool.extend(weighed(self.parts, self.origin, &self.line, open));
        self.work += self.pool.len() - known;
    }

    fn step(&mut self, threshold: f32) -> Option<Correction> {
        self.work += self.pool.len();
        let (best, log_odds) = self.pool.iter().max_by(|a, b| a.1.total_cmp(&b.1)).copied()?;
        if log_odds < threshold {
            return None;
        }
        let reading = best.reading;
        let place = |index: usize| self.places.get(index).copied();
        let correction = Correction {
            start: place(reading.start)?,
            end: place(reading.end)?,
            readings: self.readings_at(&reading),
            kind: best.kind,
            log_odds,
        };
        self.apply(&reading);
        Some(correction)
    }

    /// The readings of a place, best first.
    fn readings_at(&self, best: &Reading) -> Vec<Vec<Symbol>> {
        let same_place = |reading: &Reading| reading.start == best.start && reading.end == best.end;
        let mut others: Vec<_> =
            self.pool.iter().filter(|(other, _)| same_place(&other.reading) && other.reading != *best).collect();
        others.sort_by(|a, b| b.1.total_cmp(&a.1));
        let others = others.into_iter().take(ALTERNATIVES).map(|(other, _)| other.reading.symbols().to_vec());
        std::iter::once(best.symbols().to_vec()).chain(others).collect()
    }

    fn apply(&mut self, reading: &Reading) {
        self.line.apply(self.parts.ngrams, reading);
        let inserted = reading.symbols().len();
        self.own.end = self.own.end + inserted - (reading.end - reading.start);
        let place = self.places.get(reading.start).copied().unwrap_or_default();
        self.places.splice(reading.start..reading.end, std::iter::repeat_n(place, inserted));
        self.settled.splice(reading.start..reading.end, std::iter::repeat_n(true, inserted));
        let (from, to) = (reading.start.saturating_sub(AROUND), reading.end + AROUND);
        self.pool.retain(|(candidate, _)| candidate.reading.end < from || candidate.reading.start > to);
        for (candidate, _) in self.pool.iter_mut().filter(|(candidate, _)| candidate.reading.start > to) {
            candidate.reading.start = candidate.reading.start + inserted - (reading.end - reading.start);
            candidate.reading.end = candidate.reading.end + inserted - (reading.end - reading.start);
        }
        self.weigh(from, reading.start + inserted + AROUND);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::model::alphabet::Line;

    /// The work that goes into a line, and how many mistakes are found in it.
    fn work(text: &str) -> (usize, usize) {
        let model = Model::shipped().unwrap();
        let parts = model.parts().unwrap();
        let symbols = Line::read(text, 0).symbols;
        let searched = chunks(&symbols).map(|chunk| {
            let mut search = Search::new(&parts, Origin::Typed, &symbols, &chunk);
            let found = search.run(BELIEVED).len();
            (search.work, found)
        });
        searched.fold((0, 0), |(work, found), (more, others)| (work + more, found + others))
    }

    /// Common characters in an order that means nothing.
    fn babble(length: usize) -> String {
        let common: Vec<char> =
            "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动".chars().collect();
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            common[(state >> 16) as usize % common.len()]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn work_grows_as_the_line_does() {
        for text in [babble(2000), "再接再励，把工作做的很好。".repeat(150)] {
            let ((short, _), (long, _)) = (work(&text), work(&text.repeat(2)));
            assert!(short > 0 && long * 10 <= short * 22, "{short} against {long}");
        }
    }

    #[test]
    fn a_mistake_is_found_in_a_long_paragraph_as_in_a_line_of_its_own() {
        let wrong = "要认真落食会议精神，统一思想、提高认识。";
        let right = "全市各级各部门要认真学习贯彻会议精神，进一步统一思想、提高认识。";
        let (_, alone) = work(wrong);
        assert_eq!(alone, 1);
        let long = format!("{}{wrong}{}", right.repeat(8), right.repeat(8));
        assert_eq!(work(&long).1, work(right).1 * 16 + alone);
    }
}
