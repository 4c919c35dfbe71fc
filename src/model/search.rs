//! Finds the mistakes of a line: weighs the candidates, believes the best, and looks again at what stands around it.

use super::Parts;
use super::alphabet::Symbol;
use super::candidates::candidates;
use super::confusions::Sound;
use super::features::{Candidate, Kind, Measuring};
use super::line::{Reading, ScoredLine};

/// Log-odds from which a mistake is told of: where one sentence of edited text in 150 is touched.
pub const BELIEVED: f32 = 1.22;

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
/// Longer lines of such a draft are judged like lines of so many symbols: the classifier has learned that long lines
/// have fewer mistakes for their length, and a program misreads all lines alike.
const LONGEST_RECOGNISED: usize = 60;

impl Origin {
    /// What a kind of mistake gains in log-odds.
    fn bonus(self, kind: Kind) -> f32 {
        if self == Origin::Recognised && kind.is_look_alike() { LOOK_ALIKE_PRIOR } else { 0.0 }
    }

    fn longest_line(self) -> usize {
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

/// A line on the way to being right.
struct Search<'a> {
    parts: &'a Parts<'a>,
    origin: Origin,
    line: ScoredLine,
    /// For each symbol of the line and its end, where that was in the line that was given.
    places: Vec<usize>,
    /// Whether a symbol has been put there, and is not to be changed again.
    settled: Vec<bool>,
    /// Candidates not yet believed, with their log-odds.
    pool: Vec<(Candidate, f32)>,
}

/// The mistakes of a line whose log-odds reach `threshold`, from left to right.
pub fn corrections(parts: &Parts, origin: Origin, symbols: Vec<Symbol>, threshold: f32) -> Vec<Correction> {
    let length = symbols.len();
    let mut search = Search {
        parts,
        origin,
        line: ScoredLine::new(parts.ngrams, symbols).judged_as(origin.longest_line()),
        places: (0..=length).collect(),
        settled: vec![false; length],
        pool: Vec::new(),
    };
    search.weigh(0, length);
    let mut found = Vec::new();
    // Every step settles a symbol or takes one away, so there cannot be more steps than symbols.
    for _ in 0..length {
        let Some(correction) = search.step(threshold) else { break };
        found.push(correction);
    }
    found.sort_by_key(|correction| (correction.start, correction.end));
    found
}

/// How sure it is that candidates of a line are right, as natural logarithm of odds, each beside its candidate.
pub fn weighed(
    parts: &Parts,
    origin: Origin,
    line: &ScoredLine,
    candidates: impl IntoIterator<Item = Candidate>,
) -> Vec<(Candidate, f32)> {
    let mut measuring = Measuring::new(parts, line);
    let weigh = |candidate: Candidate| {
        let by_measures = parts.information.classifier.log_odds(&measuring.measure(&candidate));
        (candidate, by_measures + prior(candidate.kind) + origin.bonus(candidate.kind))
    };
    candidates.into_iter().map(weigh).collect()
}

impl Search<'_> {
    fn weigh(&mut self, from: usize, to: usize) {
        let is_open = |candidate: &Candidate| {
            let place = candidate.reading.start..candidate.reading.end.max(candidate.reading.start);
            !self.settled.get(place).unwrap_or_default().contains(&true)
        };
        let open = candidates(self.parts, &self.line, from, to).into_iter().filter(is_open);
        self.pool.extend(weighed(self.parts, self.origin, &self.line, open));
    }

    fn step(&mut self, threshold: f32) -> Option<Correction> {
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
