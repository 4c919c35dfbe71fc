//! What WD416, WD417 and WD418 have in common: a turn of phrase of a closed list becomes a finding.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Context, Report};
use crate::text::slice;
use crate::words::sentence_patterns::{List, turns};

/// The findings of a list. Where there is one way to mend it, that is the repair; of several, somebody has to choose.
pub(super) fn reports(context: &Context, list: List) -> Vec<Report> {
    let found = turns(list, context.text).into_iter();
    let free = found.filter(|turn| !context.structure.touches_marker(turn.range));
    free.map(|turn| {
        let is_only = turn.repairs.len() == 1;
        let fixes = turn.repairs.iter().map(|(span, right)| {
            let (seen, edit) = (slice(context.text, *span), Edit::replace(*span, right.as_str()));
            let title = if right.is_empty() {
                format!("删去“{seen}”")
            } else {
                format!("把“{seen}”改为“{right}”")
            };
            if is_only && !turn.is_hint { Fix::likely(title, vec![edit]) } else { Fix::alternative(title, vec![edit]) }
        });
        let severity = if turn.is_hint { Severity::Info } else { Severity::Warning };
        Report::new(turn.range, format!("{}。", turn.says)).severity(severity).fixes(fixes)
    })
    .collect()
}
