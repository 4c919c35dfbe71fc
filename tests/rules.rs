//! Written cases: a draft in, findings out. `tests/rules/<family>/*.md` holds them by theme.
//!
//! A case is a title (`## …`) and a fenced block: `silent` (no finding of the family), or `found` with the codes due at
//! the spans marked `⟦…⟧`, in order, and no others. A code may carry a severity (`ST107=info`). A `fixed` block says
//! what the preferred fixes make of it (`fixed safe`: the safe ones alone), an `offered` one what the first fix of the first finding does, preferred or
//! not. The word `crlf` after the kind of a block ends its lines as Windows does.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::path::Path;

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::finding::{Applicability, Finding};
use gaolint::fix;
use gaolint::text::{Document, Span, slice};

use support::unmark;

/// A title, and its blocks as the words of the fence and the text.
struct Case {
    title: String,
    blocks: Vec<(Vec<String>, String)>,
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.to_owned(), blocks: Vec::new() });
        } else if let Some(fence) = line.strip_prefix("```") {
            let words: Vec<String> = fence.split_whitespace().map(str::to_owned).collect();
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let line_end = if words.iter().any(|word| word == "crlf") { "\r\n" } else { "\n" };
            let case = cases.last_mut().expect("a block stands under a title");
            case.blocks.push((words, block.join(line_end)));
        }
    }
    cases
}

struct Family {
    checker: Checker,
}

impl Family {
    fn check(&self, text: &str) -> Vec<Finding> {
        self.checker.check(&Document::new(text)).findings
    }

    /// What is wrong with a case, in words.
    fn problems(&self, case: &Case) -> Vec<String> {
        let Some((words, marked)) = case.blocks.first() else { return vec!["no block".into()] };
        let (text, spans) = unmark(marked);
        let found = self.check(&text);
        let codes: Vec<&str> = words.iter().skip(1).filter(|word| *word != "crlf").map(String::as_str).collect();
        let is_silent = words.first().is_some_and(|kind| kind == "silent");
        assert_eq!(is_silent, codes.is_empty(), "{}: codes belong to `found`", case.title);
        assert_eq!(codes.len(), spans.len(), "{}: one code a mark", case.title);
        let due: Vec<_> = codes.into_iter().zip(spans).collect();
        let is_due = |finding: &Finding, (code, span): &(&str, Span)| {
            let (code, severity) = code.split_once('=').unwrap_or((code, finding.severity.name()));
            finding.code() == code && finding.range == *span && finding.severity.name() == severity
        };
        let agrees = due.len() == found.len() && found.iter().zip(&due).all(|(finding, due)| is_due(finding, due));
        let mut problems = Vec::new();
        if !agrees {
            let list = |finding: &Finding| {
                format!("{} {:?} {} {}", finding.code(), finding.severity, slice(&text, finding.range), finding.message)
            };
            problems.push(format!("due {due:?}, found {:#?}", found.iter().map(list).collect::<Vec<_>>()));
        }
        for (words, expected) in case.blocks.iter().skip(1) {
            let result = match words.first().map(String::as_str) {
                // A person who asks for what is safe gets this, and no more.
                Some("fixed") if words.iter().any(|word| word == "safe") => {
                    fix::fix_until_stable(&text, Applicability::Safe, |text| self.check(text)).text
                }
                Some("fixed") => fix::fix_until_stable(&text, Applicability::Unsafe, |text| self.check(text)).text,
                Some("offered") => found
                    .first()
                    .and_then(|finding| finding.fixes.first())
                    .map_or_else(|| "no fix".into(), |first| fix::apply(&text, [first]).text),
                other => panic!("{}: unknown kind of block {other:?}", case.title),
            };
            if result != *expected {
                problems.push(format!("{words:?}\n  due\n{expected}\n  got\n{result}"));
            }
        }
        problems
    }
}

/// Checks all pages of a family and returns how many cases there are, and how many of them are silent.
fn run(family: &str, code: &str) -> (usize, usize) {
    let config = Config { select: vec![code.into()], ..Config::default() };
    let family_checker = Family { checker: Checker::new(config).expect("the configuration is valid") };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(family);
    let (mut all, mut silent) = (0, 0);
    let mut problems = Vec::new();
    for page in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        for case in cases(&std::fs::read_to_string(&page).unwrap()) {
            all += 1;
            silent += usize::from(case.blocks.first().is_some_and(|(words, _)| words.first().unwrap() == "silent"));
            let name = page.file_name().unwrap().to_string_lossy().into_owned();
            problems.extend(family_checker.problems(&case).iter().map(|why| format!("{name}: {}: {why}", case.title)));
        }
    }
    assert!(problems.is_empty(), "{} of {all} cases:\n{}", problems.len(), problems.join("\n\n"));
    (all, silent)
}

#[test]
fn punctuation() {
    let (all, silent) = run("punctuation", "PU");
    assert!(all >= 50 && silent >= 15, "{silent} of {all} cases are silent");
}

#[test]
fn numerals() {
    let (all, silent) = run("numerals", "NU");
    assert!(all >= 8 && silent >= 3, "{silent} of {all} cases are silent");
}

#[test]
fn numbering() {
    let (all, silent) = run("numbering", "ST");
    assert!(all >= 150, "{all} cases");
    assert!(silent * 2 >= all, "{silent} of {all} cases are silent");
}

#[test]
fn words() {
    let (all, silent) = run("words", "WD");
    assert!(all >= 50, "{all} cases");
    assert!(silent * 2 >= all, "{silent} of {all} cases are silent");
}

#[test]
fn residue() {
    let (all, silent) = run("residue", "RS");
    assert!(all >= 60, "{all} cases");
    assert!(silent * 3 >= all, "{silent} of {all} cases are silent");
}
