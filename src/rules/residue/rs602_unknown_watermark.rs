//! RS602: a string that keeps cutting words in two and that nobody has listed: an unknown watermark.

use crate::finding::{Edit, Fix, Severity};
use crate::knowledge::interruptions::{Suspect, suspects};
use crate::rules::{Check, Proof, RawDraft, Report, Residue, Rule, card_page};
use crate::text::Span;

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("residue/RS602-unknown-watermark.md"), Check::Residue(check)).needs_simplified();

fn check(draft: &RawDraft) -> Vec<Residue> {
    let Some(parts) = draft.resources.model.as_deref().and_then(|model| model.parts()) else { return Vec::new() };
    let known: Vec<Span> = draft.resources.watermarks.find(draft.text).into_iter().map(|known| known.range).collect();
    suspects(draft.text, &known, &parts).iter().flat_map(residues).collect()
}

/// A finding for each site.
fn residues(suspect: &Suspect) -> impl Iterator<Item = Residue> + '_ {
    let closed = suspect.sites.iter().filter(|(_, word)| word.is_some()).count();
    suspect.sites.iter().map(move |(range, word)| {
        let (watermark, count) = (&suspect.text, suspect.sites.len());
        let place = match word {
            Some(word) => format!("这里把“{word}”断开了"),
            None => format!("其中{closed}处把词断开了"),
        };
        let report = Report::new(*range, format!("疑似水印：“{watermark}”在文中重复{count}处，{place}。"));
        let edits = vec![Edit::delete(*range)];
        match word {
            // What it is made of and what it does agree.
            Some(word) if suspect.is_telling => {
                let fix = Fix::safe(format!("删去疑似水印，接成“{word}”"), edits);
                Residue { report: report.fix(fix).proof(Proof::SplitWord), cuts: vec![*range] }
            }
            _ if suspect.is_telling => {
                Residue { report: report.fix(Fix::likely("删去疑似水印", edits)), cuts: vec![*range] }
            }
            _ => {
                let report = report.severity(Severity::Info).fix(Fix::likely("删去疑似水印", edits));
                Residue { report, cuts: Vec::new() }
            }
        }
    })
}
