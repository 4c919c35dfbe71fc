//! The tables that `measure` prints.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::{Finding, Severity};
use gaolint::text::{Document, slice};

use crate::findings;
use crate::gold;
use crate::roundtrip::{Damage, Tally, round_trip};

type Result = std::result::Result<(), Box<dyn Error>>;

/// Scores a draft against its gold file.
pub(crate) fn gold(gold: &Path, draft: &Path) -> Result {
    let text = std::fs::read_to_string(draft)?;
    let items = gold::read(&std::fs::read_to_string(gold)?)?;
    let scores = gold::score(&text, &items, &findings(&text));
    println!("{:<18} {:>8} {:>8} {:>8} {:>10}", "kind (certain)", "items", "found", "recall", "fix right");
    for (kind, score) in &scores.by_kind {
        let recall = score.found as f64 / score.certain as f64;
        println!(
            "{kind:<18} {:>8} {:>8} {recall:>8.2} {:>6}/{}",
            score.certain, score.found, score.fixed_right, score.fixed
        );
    }
    println!("\n{:<18} {:>8} {:>8} {:>9}", "code", "findings", "right", "precision");
    for (code, (all, right)) in &scores.by_code {
        println!("{code:<18} {all:>8} {right:>8} {:>9.2}", *right as f64 / *all as f64);
    }
    for item in &scores.missed {
        println!("missed  {:>4} {:<16} {:?} → {:?}", item.line, item.kind, item.text, item.fix);
    }
    let document = Document::new(text.as_str());
    for finding in &scores.wrong {
        print_finding("wrong", &document, finding);
    }
    Ok(())
}

/// Counts findings on edited text, of all rules or of one.
pub(crate) fn clean(paths: &[PathBuf], rule: Option<&str>) -> Result {
    let select = rule.map_or_else(|| Config::default().select, |code| vec![code.to_owned()]);
    let checker = Checker::new(Config { select, ..Config::default() })?;
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(
                std::fs::read_dir(path)?
                    .map(|entry| entry.map(|entry| entry.path()))
                    .collect::<std::result::Result<Vec<_>, _>>()?,
            );
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    let (mut characters, mut loud) = (0, 0);
    let mut by_code: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for file in &files {
        let document = Document::new(std::fs::read_to_string(file)?);
        characters += document.text().chars().count();
        for finding in checker.check(&document).findings {
            let is_furniture = finding.code() == "RS607";
            loud += usize::from(finding.severity >= Severity::Warning && !is_furniture);
            by_code.entry(finding.code()).or_default()[finding.severity as usize] += 1;
            print_finding(&file.file_name().unwrap_or_default().to_string_lossy(), &document, &finding);
        }
    }
    println!("\n{:<8} {:>6} {:>8} {:>6}", "code", "info", "warning", "error");
    for (code, [info, warning, error]) in &by_code {
        println!("{code:<8} {info:>6} {warning:>8} {error:>6}");
    }
    let rate = loud as f64 * 10_000.0 / characters.max(1) as f64;
    println!(
        "{} files, {characters} characters, {loud} findings at warning or above but RS607: {rate:.3} per 10,000",
        files.len()
    );
    Ok(())
}

/// Damages each report of a folder, one kind at a time and with all kinds together, and prints how much is restored.
pub(crate) fn round_trips(folder: &Path) -> Result {
    let checker = Checker::new(Config::default())?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::result::Result<_, _>>()?;
    files.sort();
    let reports: Vec<String> = files.iter().map(std::fs::read_to_string).collect::<std::result::Result<_, _>>()?;
    let runs = Damage::ALL.map(|kind| vec![kind]).into_iter().chain([Damage::ALL.to_vec()]);
    for kinds in runs {
        let mut tally = Tally::default();
        for (seed, report) in (1..).zip(&reports) {
            tally.add(round_trip(&checker, report, &kinds, seed));
        }
        for (word, differences) in [("left", &tally.left), ("elsewhere", &tally.elsewhere)] {
            for (before, after) in differences {
                println!("{word:<10} {before} → {after}");
            }
        }
        let share = tally.restored as f64 * 100.0 / tally.damaged.max(1) as f64;
        println!(
            "{kinds:?}: {} of {} restored ({share:.1} %), {} changes elsewhere\n",
            tally.restored,
            tally.damaged,
            tally.elsewhere.len()
        );
    }
    Ok(())
}

/// Prints the findings of one draft.
pub(crate) fn list(draft: &Path) -> Result {
    let document = Document::new(std::fs::read_to_string(draft)?);
    for finding in findings(document.text()) {
        print_finding("", &document, &finding);
    }
    Ok(())
}

fn print_finding(head: &str, document: &Document, finding: &Finding) {
    let text = document.text();
    let line = document.lines().line_of(finding.range.start);
    let start = document.lines().range(line).start;
    let column = slice(text, start..finding.range.start).chars().count();
    let around = |count: usize, side: &str, reversed: bool| -> String {
        let mut characters: Vec<char> =
            if reversed { side.chars().rev().take(count).collect() } else { side.chars().take(count).collect() };
        if reversed {
            characters.reverse();
        }
        characters.iter().map(|c| if c.is_control() { '⏎' } else { *c }).collect()
    };
    let before = around(12, &text[..finding.range.start], true);
    let after = around(12, &text[finding.range.end..], false);
    let fix = finding.fixes.first().map_or("—", |fix| fix.title.as_str());
    println!(
        "{head} {}:{} {} {} {before}⟦{}⟧{after} | {} | {fix}",
        line + 1,
        column + 1,
        finding.code(),
        finding.severity.name(),
        &text[finding.range.range()],
        finding.message,
    );
}
