//! What is said of a draft is in proportion to the draft, however its marks are nested.

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::Finding;
use gaolint::text::Document;
use proptest::prelude::*;

/// Bytes that findings hold for each byte of a draft, at most. Most of a finding is its sentence.
const MOST_PER_BYTE: usize = 200;

/// Marks that open, what may stand inside, and marks that close.
const OPENING: &[&str] = &["（", "(", "“", "‘", "《", "〈", "[", "〔", "【", "\"", "（一）", "1.", "一是"];
const INSIDE: &[&str] = &["", "甲", "，", "2023", "\n", "。", "抓好落实"];
const CLOSING: &[&str] = &["）", ")", "”", "’", "》", "〉", "]", "〕", "】", "\"", "，，", "；"];

/// A few marks again and again: pairs inside pairs, or openings that nothing closes.
fn nested() -> impl Strategy<Value = String> {
    let mark = |marks: &'static [&'static str]| prop::collection::vec(prop::sample::select(marks), 1..4);
    (mark(OPENING), mark(INSIDE), mark(CLOSING), 1..250usize, 0..250usize).prop_map(
        |(opening, inside, closing, depth, closed)| {
            let inside = inside.concat();
            let opened: String = opening.iter().cycle().take(depth).map(|mark| format!("{mark}{inside}")).collect();
            let closed: String = closing.iter().cycle().take(closed).map(|mark| format!("{inside}{mark}")).collect();
            opened + &closed
        },
    )
}

/// How many bytes a report that repeats everything would hold.
fn size(finding: &Finding) -> usize {
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
    let related = finding.related.iter().map(|related| related.message.len());
    let edits = edits.map(|edit| edit.new_text.len() + 1);
    finding.range.len() + finding.message.len() + related.sum::<usize>() + edits.sum::<usize>()
}

#[test]
fn what_is_found_grows_as_the_draft() {
    let checker = Checker::with_model(Config::default(), None).unwrap();
    proptest!(ProptestConfig::with_cases(64), |(text in nested())| {
        let findings = checker.check(&Document::new(text.as_str())).findings;
        let lengths: usize = findings.iter().map(|finding| finding.range.len()).sum();
        prop_assert!(lengths <= 20 * text.len(), "{lengths} bytes marked in {}", text.len());
        let said: usize = findings.iter().map(size).sum();
        prop_assert!(said <= MOST_PER_BYTE * text.len(), "{said} bytes said of {}", text.len());
    });
}

#[test]
fn no_finding_points_to_a_page() {
    let checker = Checker::with_model(Config::default(), None).unwrap();
    let mut found = 0;
    for text in [
        format!("{}甲{}", "（".repeat(4_000), "）".repeat(4_000)),
        format!("{}甲{}", "“‘".repeat(2_000), "’”".repeat(2_000)),
        format!("{}甲{}", "《".repeat(4_000), "》".repeat(4_000)),
        format!("（{}]", "会议强调要抓好落实".repeat(200)),
    ] {
        let findings = checker.check(&Document::new(text.as_str())).findings;
        found += findings.len();
        let longest = findings.iter().map(|finding| gaolint::text::slice(&text, finding.range).chars().count()).max();
        assert!(longest.unwrap_or(0) <= 200, "{longest:?}");
        let said: usize = findings.iter().map(size).sum();
        assert!(said <= MOST_PER_BYTE * text.len(), "{said} bytes said of {}", text.len());
    }
    assert!(found > 1_000, "{found} findings try nothing");
}
