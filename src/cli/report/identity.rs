//! What makes a finding the same one in the next report, wherever its line has moved.

use std::collections::HashMap;

use super::Checked;
use crate::baseline::fingerprint;

/// For each finding, its rule, a hash of its text and of a few characters around it, and which one of several such it
/// is: `PU208:40b9a77a28e49516:0`. No two are the same in a draft.
pub(super) fn identities(checked: &Checked<'_>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let identity = |finding: &crate::finding::Finding| {
        let place = format!("{}:{}", finding.code(), fingerprint(checked.document.text(), finding.range));
        let count = seen.entry(place.clone()).or_default();
        *count += 1;
        format!("{place}:{}", *count - 1)
    };
    checked.findings.iter().map(identity).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::finding::Finding;
    use crate::text::Span;
    use crate::text::{Document, Encoding};

    fn of(text: &str, findings: &[Finding]) -> Vec<String> {
        let document = Document::new(text);
        identities(&Checked { path: "a.txt", encoding: Encoding::UTF_8, document: &document, findings, fixed: None })
    }

    #[test]
    fn moved_findings_keep_theirs_and_no_two_share_one() {
        let (document, findings) = samples::draft();
        let moved: Vec<Finding> = findings
            .iter()
            .map(|finding| Finding {
                range: Span::new(finding.range.start + 4, finding.range.end + 4),
                ..finding.clone()
            })
            .collect();
        let twice = |findings: &[Finding]| {
            findings.iter().flat_map(|finding| [finding.clone(), finding.clone()]).collect::<Vec<_>>()
        };
        let before = of(document.text(), &twice(&findings));
        assert_eq!(before, of(&format!("\n\n\n\n{}", document.text()), &twice(&moved)));
        let distinct: std::collections::HashSet<&String> = before.iter().collect();
        assert_eq!(distinct.len(), before.len());
    }
}
