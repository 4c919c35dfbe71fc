//! `--format jsonl`: a JSON object a line, each a finding with the path of its draft; for streams and `jq`.

use serde::Serialize;

use super::json::{JsonFinding, to_json};
use super::{Checked, Format, Places};

/// The format.
pub(crate) struct JsonLines;

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    #[serde(flatten)]
    finding: JsonFinding<'a>,
}

impl Format for JsonLines {
    fn items(&self, checked: &Checked<'_>) -> Vec<String> {
        let places = Places::new(checked.document);
        let line = |finding| Line { path: checked.path, finding: JsonFinding::new(finding, checked, &places) };
        checked.findings.iter().map(|finding| to_json(&line(finding)) + "\n").collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn every_line_is_a_finding() {
        let report = samples::report(&JsonLines);
        for line in report.lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(value["path"], "稿 1/讲话,#1.txt");
        }
        insta::assert_snapshot!(report);
    }
}
