//! What is found in texts of each genre: a rule that is right in reports may be wrong in laws.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::draft::{Draft, DraftKind};
use gaolint::finding::Severity;

/// The families, in the order of the table.
const FAMILIES: [&str; 5] = ["ST", "PU", "NU", "WD", "RS"];

/// What was found in the texts of a genre.
#[derive(Debug, Default)]
struct Counts {
    files: usize,
    characters: usize,
    /// At warning or above, by family.
    loud: [usize; FAMILIES.len()],
    /// At information.
    quiet: usize,
}

/// Prints a table of findings, a genre a row. The genre of a file is what its name begins with, up to the first `_`.
pub(crate) fn genres(folder: &Path) -> Result<(), Box<dyn Error>> {
    let checker = Checker::new(Config::default())?;
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut genres: BTreeMap<String, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let genre = name.split('_').next().unwrap_or_default().to_owned();
        let found = Draft::of_text(DraftKind::of(file).unwrap_or_default(), &text).check(&checker).findings;
        for counts in [genres.entry(genre).or_default(), &mut all] {
            counts.files += 1;
            counts.characters += text.chars().count();
            for finding in &found {
                let family = FAMILIES.iter().position(|family| finding.code().starts_with(family));
                match (finding.severity, family) {
                    (Severity::Info, _) | (_, None) => counts.quiet += 1,
                    (_, Some(family)) => counts.loud[family] += 1,
                }
            }
        }
    }
    println!("| genre | files | characters | {} | 必改 and 建议 | 提示 |", FAMILIES.join(" | "));
    println!("|---|{}", "---|".repeat(FAMILIES.len() + 4));
    for (genre, counts) in &genres {
        print_row(genre, counts);
    }
    print_row("all", &all);
    Ok(())
}

fn print_row(genre: &str, counts: &Counts) {
    let rate = |count: usize| format!("{:.2}", count as f64 * 10_000.0 / counts.characters.max(1) as f64);
    let families: Vec<String> = counts.loud.iter().map(|count| rate(*count)).collect();
    let (loud, quiet) = (rate(counts.loud.iter().sum()), rate(counts.quiet));
    println!("| {genre} | {} | {} | {} | {loud} | {quiet} |", counts.files, counts.characters, families.join(" | "));
}
