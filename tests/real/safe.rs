//! What safe fixes take away from text and move together: they run unasked, so whatever they do to words has to be right.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::{Applicability, Edit, Finding, Fix};
use gaolint::text::{Document, after, before, chars, slice};

use crate::random::Random;

/// Characters shown on each side of a change.
const SHOWN: usize = 16;

/// What the safe fixes of a rule do to a folder.
#[derive(Debug, Default)]
struct Tally {
    fixes: usize,
    /// Chinese characters, digits, letters and line ends that are gone.
    han: usize,
    digits: usize,
    letters: usize,
    lines: usize,
    /// Places where two words meet that stood apart.
    joins: usize,
}

/// Prints every safe fix that takes away words or lines, or moves words together, and counts them by rule.
pub(crate) fn safe(folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    let (files, characters) = for_each(folder, |name, text, finding, fix| {
        let tally = tallies.entry(finding.code()).or_default();
        tally.fixes += 1;
        for edit in fix.edits.iter().filter(|edit| tally.add(text, edit)) {
            println!("{name} {} {}", finding.code(), shown(text, edit));
        }
    })?;
    print(&tallies);
    println!("{files} files, {characters} characters");
    Ok(())
}

/// Prints so many safe fixes of each rule, drawn at random: also those that touch no word may be wrong.
pub(crate) fn drawn(folder: &Path, each: usize) -> Result<(), Box<dyn Error>> {
    let mut fixes: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for_each(folder, |name, text, finding, fix| {
        let edits = fix.edits.iter().map(|edit| format!("{name} {} {}", finding.code(), shown(text, edit)));
        fixes.entry(finding.code()).or_default().extend(edits);
    })?;
    let mut random = Random::new(1);
    for mut fixes in fixes.into_values() {
        for _ in 0..each.min(fixes.len()) {
            println!("{}", fixes.swap_remove(random.below(fixes.len())));
        }
    }
    Ok(())
}

/// Shows every safe fix in the files of a folder; returns how many files and characters there are.
fn for_each(folder: &Path, mut see: impl FnMut(&str, &str, &Finding, &Fix)) -> Result<(usize, usize), Box<dyn Error>> {
    let checker = Checker::new(Config::default())?;
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut characters = 0;
    for file in &files {
        let document = Document::new(std::fs::read_to_string(file)?);
        characters += document.text().chars().count();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        for finding in checker.check(&document).findings {
            let fix = finding.preferred_fix().filter(|fix| fix.applicability == Applicability::Safe);
            if let Some(fix) = fix {
                see(&name, document.text(), &finding, fix);
            }
        }
    }
    Ok((files.len(), characters))
}

impl Tally {
    /// Counts what `edit` does, and says whether that concerns words or lines.
    fn add(&mut self, text: &str, edit: &Edit) -> bool {
        let old = slice(text, edit.range);
        let lost = |is_one: fn(char) -> bool| {
            let count = |text: &str| text.chars().filter(|c| is_one(*c)).count();
            count(old).saturating_sub(count(&edit.new_text))
        };
        let lost = [lost(chars::is_han), lost(|c| c.is_numeric()), lost(is_letter), lost(|c| c == '\n')];
        let [han, digits, letters, lines] = lost;
        let joins = joins(text, edit);
        self.han += han;
        self.digits += digits;
        self.letters += letters;
        self.lines += lines;
        self.joins += usize::from(joins);
        joins || lost.iter().any(|count| *count > 0)
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !chars::is_han(c)
}

/// Whether two words meet that something kept apart.
fn joins(text: &str, edit: &Edit) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (left, right) =
        (before(text, edit.range.start).chars().next_back(), after(text, edit.range.end).chars().next());
    !edit.range.is_empty() && edit.new_text.is_empty() && is_word(left) && is_word(right)
}

/// A change with its surroundings.
fn shown(text: &str, edit: &Edit) -> String {
    let plain = |text: &str| text.chars().map(|c| if c.is_control() { '⏎' } else { c }).collect::<String>();
    let head: Vec<char> = before(text, edit.range.start).chars().rev().take(SHOWN).collect();
    let head: String = head.into_iter().rev().collect();
    let tail: String = after(text, edit.range.end).chars().take(SHOWN).collect();
    let old = plain(slice(text, edit.range));
    format!("{}⟦{old} → {}⟧{}", plain(&head), plain(&edit.new_text), plain(&tail))
}

fn print(tallies: &BTreeMap<&'static str, Tally>) {
    println!(
        "\n{:<8} {:>7} {:>6} {:>7} {:>8} {:>6} {:>6}",
        "code", "fixes", "han", "digits", "letters", "lines", "joins"
    );
    for (code, tally) in tallies {
        let Tally { fixes, han, digits, letters, lines, joins } = tally;
        println!("{code:<8} {fixes:>7} {han:>6} {digits:>7} {letters:>8} {lines:>6} {joins:>6}");
    }
}
