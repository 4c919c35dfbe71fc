//! What the classifier is told of a reading.

use super::confusions::{Confusion, Sound};
use super::contexts::{Goodness, Surroundings};
use super::line::{Evidence, Reading, ScoredLine};
use super::{Parts, alphabet::is_character};

/// Measures of a reading, in the order of [`Measuring::measure`].
pub type Features = [f32; FEATURES];

/// Measures of one side of the comparison.
const SIDE: usize = 11;
/// Measures in all.
pub const FEATURES: usize = 2 * SIDE + 34;

/// Which measures say how alike the characters sound and look.
pub const LIKENESS: std::ops::Range<usize> = 2 * SIDE + 2..2 * SIDE + 6;

/// Which measure says how often the slip was seen before.
pub const SLIPS: usize = 2 * SIDE + 8;

/// How a reading differs from what stands there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// One character for another.
    Substituted(Confusion),
    /// Two for two.
    SubstitutedPair(Confusion, Confusion),
    /// A character is missing.
    Missing,
    /// A character is one too many.
    Superfluous {
        /// Whether it only repeats what stands beside it.
        repeats: bool,
    },
}

impl Kind {
    /// Whether a character was taken for one that sounds different: then the two look alike, to us or to the program
    /// that was seen to confuse them.
    pub fn is_look_alike(self) -> bool {
        matches!(self, Kind::Substituted(confusion) if confusion.sound == Sound::Different)
    }
}

/// A reading that may be right.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// What it puts where.
    pub reading: Reading,
    /// How it differs.
    pub kind: Kind,
    /// What it gains, less what the kind of difference costs.
    pub gain: f32,
    /// How far it is ahead of the next best at its place, or behind the best.
    pub margin: f32,
}

/// Measures the candidates of a line. What stands at a place is measured once for all candidates there that come on end.
#[derive(Debug)]
pub struct Measuring<'a> {
    parts: &'a Parts<'a>,
    line: &'a ScoredLine,
    standing: Option<Standing>,
}

/// What stands at a place.
#[derive(Debug, Clone, Copy)]
struct Standing {
    start: usize,
    end: usize,
    evidence: Evidence,
    /// How well it goes with what stands around, and that with it; worked out when asked for.
    goodness: Option<Goodness>,
    /// What stands around a single character, and how well that goes with it; worked out when asked for.
    around: Option<(Surroundings, f32)>,
}

impl<'a> Measuring<'a> {
    /// For the candidates of `line`.
    pub fn new(parts: &'a Parts<'a>, line: &'a ScoredLine) -> Measuring<'a> {
        Measuring { parts, line, standing: None }
    }

    /// The measures of a candidate.
    pub fn measure(&mut self, candidate: &Candidate) -> Features {
        let (parts, line, reading) = (self.parts, self.line, candidate.reading);
        let (start, end) = (reading.start, reading.end);
        let mut standing = self.standing.filter(|last| (last.start, last.end) == (start, end)).unwrap_or_else(|| {
            let evidence = line.standing(parts.lexicon, start, end);
            Standing { start, end, evidence, goodness: None, around: None }
        });
        let would = line.evidence(parts.ngrams, parts.lexicon, &reading);
        let mut features = [0.0; FEATURES];
        let all = side(&standing.evidence)
            .into_iter()
            .chain(side(&would))
            .chain(rest(parts, line, candidate, &standing.evidence, &would))
            .chain(surroundings(parts, line, &mut standing, &reading));
        for (cell, value) in features.iter_mut().zip(all) {
            *cell = value;
        }
        self.standing = Some(standing);
        features
    }
}

fn side(evidence: &Evidence) -> [f32; SIDE] {
    let [three, four] = evidence.highest;
    let [known_three, known_four] = evidence.known;
    [
        evidence.left.into(),
        evidence.right.into(),
        three.into(),
        known_three.into(),
        four.into(),
        known_four.into(),
        evidence.left_three.into(),
        evidence.right_three.into(),
        evidence.words.length as f32,
        evidence.words.level.into(),
        evidence.words.pair_level.into(),
    ]
}

fn rest(parts: &Parts, line: &ScoredLine, candidate: &Candidate, was: &Evidence, would: &Evidence) -> [f32; 30] {
    let reading = candidate.reading;
    let flag = |is: bool| f32::from(u8::from(is));
    let share = |symbols: &[u16]| symbols.iter().map(|&symbol| parts.ngrams.share(symbol)).fold(0.0, f32::min);
    let standing = line.symbols().get(reading.start..reading.end).unwrap_or_default();
    let likeness = Likeness::of(candidate.kind);
    let difference = |would: u8, was: u8| f32::from(would) - f32::from(was);
    let slips = standing.iter().zip(reading.symbols()).map(|(&seen, &meant)| slip_level(parts, seen, meant));
    [
        candidate.gain.min(25.0),
        candidate.margin.clamp(-10.0, 10.0),
        likeness.same_sound,
        likeness.near_sound,
        likeness.whole,
        likeness.part,
        flag(likeness.part > 0.93),
        flag(likeness.whole > 0.8),
        slips.sum(),
        flag(matches!(candidate.kind, Kind::SubstitutedPair(..))),
        flag(matches!(candidate.kind, Kind::Missing)),
        flag(matches!(candidate.kind, Kind::Superfluous { repeats: false })),
        flag(matches!(candidate.kind, Kind::Superfluous { repeats: true })),
        share(standing),
        share(reading.symbols()),
        flag(share(standing) < -12.5),
        line.log_probability(reading.start).max(-20.0),
        line.log_probability(reading.end).max(-20.0),
        flag(!is_character(line.symbol(reading.start.saturating_sub(1)))),
        flag(!is_character(line.symbol(reading.end))),
        (line.judged_length() as f32).ln(),
        difference(would.left, was.left),
        difference(would.right, was.right),
        difference(would.highest[0], was.highest[0]),
        difference(would.highest[1], was.highest[1]),
        would.words.length as f32 - was.words.length as f32,
        flag(was.words.length >= 2) * f32::from(was.words.level),
        flag(would.words.length >= 3),
        f32::from(would.left.min(would.right)),
        f32::from(was.left.min(was.right)),
    ]
}

/// How well what stands there goes with what stands around it, how well what may have been meant does, the difference,
/// and what the change does to the neighbours.
fn surroundings(parts: &Parts, line: &ScoredLine, standing: &mut Standing, reading: &Reading) -> [f32; 4] {
    let Some(contexts) = parts.contexts else { return [0.0; 4] };
    let left = line.symbols().get(..reading.start).unwrap_or_default();
    let own = line.symbols().get(reading.start..reading.end).unwrap_or_default();
    let right = line.symbols().get(reading.end..).unwrap_or_default();
    let (was, would, neighbours) = match (own, reading.symbols()) {
        (&[was], &[would]) => {
            let (around, itself) = *standing.around.get_or_insert_with(|| {
                let around = contexts.around(left, right);
                (around, contexts.score(&around, was))
            });
            (itself, contexts.score(&around, would), contexts.neighbours_gain(left, was, would, right))
        }
        (own, symbols) => {
            let was = *standing.goodness.get_or_insert_with(|| contexts.goodness(left, own, right));
            let would = contexts.goodness(left, symbols, right);
            (was.itself, would.itself, would.neighbours - was.neighbours)
        }
    };
    [was, would, would - was, neighbours].map(|x| x.clamp(-15.0, 15.0))
}

/// How alike what stands and what may have been meant are.
#[derive(Debug, Clone, Copy, Default)]
struct Likeness {
    same_sound: f32,
    near_sound: f32,
    whole: f32,
    part: f32,
}

impl Likeness {
    fn of(kind: Kind) -> Likeness {
        match kind {
            Kind::Substituted(confusion) => Likeness::between(confusion),
            Kind::SubstitutedPair(first, second) => {
                let (first, second) = (Likeness::between(first), Likeness::between(second));
                Likeness {
                    same_sound: first.same_sound.min(second.same_sound),
                    near_sound: first.near_sound.max(second.near_sound),
                    whole: first.whole.min(second.whole),
                    part: first.part.min(second.part),
                }
            }
            Kind::Missing | Kind::Superfluous { .. } => Likeness::default(),
        }
    }

    fn between(confusion: Confusion) -> Likeness {
        let flag = |is: bool| f32::from(u8::from(is));
        Likeness {
            same_sound: flag(confusion.sound == Sound::Same),
            near_sound: flag(confusion.sound == Sound::Near),
            whole: confusion.whole,
            part: confusion.part,
        }
    }
}

/// How often `seen` was found to stand for `meant`, on a logarithmic scale.
pub fn slip_level(parts: &Parts, seen: u16, meant: u16) -> f32 {
    f32::from(parts.slips.level(u64::from(seen) << 16 | u64::from(meant)))
}
