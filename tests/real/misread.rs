//! Puts look-alikes into clean reports, as character recognition does, and counts how many are found and mended.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use gaolint::model::alphabet::Symbol;
use gaolint::model::confusions::Sound;
use gaolint::model::{Model, Parts};
use gaolint::text::chars::is_han;

use crate::findings;
use crate::random::Random;

/// Characters to one mistake, on average.
const SPACING: usize = 150;
/// How alike two glyphs must be, whole or in part, to be taken for each other.
const ALIKE: f32 = 0.85;
/// Natural logarithm of the share of the rarest character that a recogniser guesses.
const RAREST: f32 = -10.0;

/// What may be read in the place of each character: such as look alike and sound different, in pairs that no training
/// sentence has. Lines that were spoilt for training may have them, but of those the classifier is told only how alike
/// the two are.
fn look_alikes(parts: &Parts) -> BTreeMap<char, Vec<char>> {
    let mut read: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for seen in parts.confusions.seen().filter(|&seen| parts.ngrams.share(seen) >= RAREST) {
        let alike = parts.confusions.of(seen).filter(|confusion| {
            let is_known = parts.slips.level(u64::from(seen) << 16 | u64::from(confusion.meant)) > 0;
            confusion.sound == Sound::Different && confusion.whole.max(confusion.part) >= ALIKE && !is_known
        });
        for confusion in alike {
            let character = |symbol: Symbol| char::from_u32(symbol.into());
            if let (Some(meant), Some(seen)) = (character(confusion.meant), character(seen)) {
                read.entry(meant).or_default().push(seen);
            }
        }
    }
    read
}

/// Misreads about one character in 150 of each report.
pub(crate) fn misread(folder: &Path) -> Result<(), Box<dyn Error>> {
    let model = Model::shipped().ok_or("no model")?;
    let look_alikes = look_alikes(&model.parts().ok_or("no model")?);
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|e| e.path()).collect();
    files.sort();
    let mut random = Random::new(19_850_401);
    let (mut made, mut found, mut mended, mut told) = (0, 0, 0, 0);
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        let (spoilt, places) = spoil(&text, &look_alikes, &mut random);
        let typos: Vec<_> = findings(&spoilt).into_iter().filter(|finding| finding.code().starts_with("WD4")).collect();
        told += typos.len();
        made += places.len();
        for (&place, meant) in &places {
            let touching = typos.iter().find(|typo| typo.range.start <= place && place < typo.range.end);
            found += usize::from(touching.is_some());
            let first = touching.and_then(|typo| typo.fixes.first());
            mended += usize::from(first.is_some_and(|fix| {
                fix.edits.iter().any(|edit| edit.range.start == place && edit.new_text.starts_with(*meant))
            }));
        }
    }
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    println!(
        "misread {made}, found {found} (recall {:.3}), mended {mended}; {told} findings (precision {:.3})",
        share(found, made),
        share(found, told)
    );
    Ok(())
}

/// The text with characters misread, and what stood at each of the places.
fn spoil(text: &str, look_alikes: &BTreeMap<char, Vec<char>>, random: &mut Random) -> (String, BTreeMap<usize, char>) {
    let (mut spoilt, mut places) = (String::with_capacity(text.len()), BTreeMap::new());
    for character in text.chars() {
        let is_chosen = is_han(character) && random.below(SPACING) == 0;
        match look_alikes.get(&character).filter(|_| is_chosen) {
            Some(read) => {
                places.insert(spoilt.len(), character);
                spoilt.push(read[random.below(read.len())]);
            }
            None => spoilt.push(character),
        }
    }
    (spoilt, places)
}
