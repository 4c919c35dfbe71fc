//! Plants invented watermarks into clean reports and counts how many places RS602 finds.

use std::error::Error;
use std::path::Path;

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::text::Document;
use gaolint::text::Span;

use crate::random::Random;

/// Watermarks of sites that do not exist.
const WATERMARKS: [&str; 3] = ["春风公文资源库版权所有禁止转载", "稿件通会员专享请勿外传", "更多讲话范本尽在笔杆之家"];

/// Plants each watermark at three to six random places inside the lines of each report.
pub(crate) fn plant(folder: &Path) -> Result<(), Box<dyn Error>> {
    let config = Config { ignore: vec!["RS601".into()], ..Config::default() };
    let checker = Checker::new(config)?;
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|e| e.path()).collect();
    files.sort();
    let mut random = Random::new(20_230_710);
    let (mut planted, mut found, mut other) = (0, 0, 0);
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        other += watermarks(&checker, &text).len();
        for watermark in WATERMARKS {
            let sites = 3 + random.below(4);
            let (text, places) = with_watermark(&text, watermark, sites, &mut random);
            let hits = watermarks(&checker, &text);
            planted += places.len();
            let right = places
                .iter()
                .filter(|place| hits.iter().any(|hit| hit.start == **place && hit.len() == watermark.len()));
            let right = right.count();
            found += right;
            other += hits.len() - right;
            if right < places.len() {
                println!("{} {watermark}: {right} of {}", file.display(), places.len());
            }
        }
    }
    println!("planted {planted}, found {found} ({:.3}), other RS602 findings {other}", found as f64 / planted as f64);
    Ok(())
}

fn watermarks(checker: &Checker, text: &str) -> Vec<Span> {
    let findings = checker.check(&Document::new(text)).findings;
    findings.into_iter().filter(|finding| finding.code() == "RS602").map(|finding| finding.range).collect()
}

/// The text with the watermark at `sites` places between two characters of a line, and where it stands.
fn with_watermark(text: &str, watermark: &str, sites: usize, random: &mut Random) -> (String, Vec<usize>) {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut offsets = std::collections::BTreeSet::new();
    while offsets.len() < sites {
        let place = 1 + random.below(characters.len() - 1);
        let (before, here) = (characters[place - 1].1, characters[place]);
        if before != '\n' && here.1 != '\n' {
            offsets.insert(here.0);
        }
    }
    let mut planted = String::new();
    let mut places = Vec::new();
    let mut from = 0;
    for offset in offsets {
        planted.push_str(&text[from..offset]);
        places.push(planted.len());
        planted.push_str(watermark);
        from = offset;
    }
    planted.push_str(&text[from..]);
    (planted, places)
}
