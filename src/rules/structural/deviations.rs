//! Small deviations of markers that a draft tends to make everywhere or nowhere: reported one by one, or once for the
//! whole draft where it mostly does so.

use std::collections::HashMap;

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Context, Report};
use crate::structure::{Kind, Marker};
use crate::text::Span;

/// One marker that deviates.
pub(crate) struct Deviation {
    kind: Kind,
    range: Span,
    message: String,
    edits: Vec<Edit>,
    severity: Severity,
}

impl Deviation {
    /// What to say about `marker` at `range`, and the edits that mend it.
    pub(crate) fn new(marker: &Marker, range: Span, message: String, edits: Vec<Edit>) -> Self {
        Deviation { kind: marker.kind, range, message, edits, severity: Severity::Info }
    }

    /// Another severity than a hint.
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// From so many markers on, a deviation that most of a class share is the draft's habit.
const MIN_HABIT: usize = 3;

/// Reports what `find` sees in the draft's markers. Where most markers of a class deviate, one finding stands for all,
/// with one fix.
pub(crate) fn report_all(context: &Context, find: impl Fn(&Marker) -> Option<Deviation>) -> Vec<Report> {
    let siblings = || context.structure.series.iter().flat_map(|series| &series.items);
    let mut totals: HashMap<Kind, usize> = HashMap::new();
    for marker in siblings().filter(|marker| marker.at_start || marker.kind.is_free()) {
        *totals.entry(marker.kind).or_default() += 1;
    }
    let mut by_kind: HashMap<Kind, Vec<Deviation>> = HashMap::new();
    for deviation in siblings().filter_map(find) {
        by_kind.entry(deviation.kind).or_default().push(deviation);
    }
    let is_habit = |kind: &Kind, found: &[Deviation]| {
        found.len() >= MIN_HABIT && totals.get(kind).is_some_and(|total| found.len() * 2 > *total)
    };
    by_kind
        .into_iter()
        .flat_map(|(kind, found)| if is_habit(&kind, &found) { vec![summary(found)] } else { each(found) })
        .collect()
}

fn each(found: Vec<Deviation>) -> Vec<Report> {
    found
        .into_iter()
        .map(|deviation| {
            Report::new(deviation.range, deviation.message)
                .severity(deviation.severity)
                .fix(Fix::safe("改正序号的写法", deviation.edits))
        })
        .collect()
}

/// The draft's habit: one hint at the first place.
fn summary(found: Vec<Deviation>) -> Report {
    let count = found.len();
    let mut found = found.into_iter().collect::<Vec<_>>();
    found.sort_by_key(|deviation| deviation.range.start);
    let range = found.first().map_or(Span::default(), |first| first.range);
    let message = found.first().map_or_else(String::new, |first| first.message.clone());
    let mut edits: Vec<Edit> = found.into_iter().flat_map(|deviation| deviation.edits).collect();
    edits.sort_by_key(|edit| edit.range.start);
    let message = format!("{}（全文有{count}处这样写，只报一次）", message.trim_end_matches('。'));
    Report::new(range, message + "。").severity(Severity::Info).fix(Fix::safe(format!("改正全文{count}处"), edits))
}
