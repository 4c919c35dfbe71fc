//! What the rules have found that know why they report: there, the statistics of [`super::typos`] say nothing more.

use std::ops::Range;

use super::typos::Typo;
use super::{doublings, wd405_particles, wd406_doubled_words, wd407_near_miss};
use crate::rules::{Context, Report};

/// Findings of these rules.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    /// Of WD405.
    pub(super) particles: Vec<Report>,
    /// Of WD406.
    pub(super) doubled: Vec<Report>,
    /// Of WD407.
    pub(super) near_misses: Vec<Report>,
}

impl Claims {
    /// Runs the rules, each after those that have precedence.
    pub(crate) fn new(context: &Context) -> Claims {
        let particles = wd405_particles::reports(context);
        let Some(parts) = context.resources.model.as_deref().and_then(|model| model.parts()) else {
            return Claims { particles, ..Claims::default() };
        };
        let doubled = doublings::doublings(&parts, context.text, context.structure);
        let is_listed = |range: Range<usize>| {
            context.listed().iter().any(|(listed, _)| listed.start < range.end && range.start < listed.end)
        };
        let unlisted = doubled.iter().filter(|doubling| !is_listed(doubling.range()));
        let doubled: Vec<Report> =
            unlisted.map(|doubling| wd406_doubled_words::report(context.text, doubling)).collect();
        let taken: Vec<Range<usize>> = doubled.iter().map(|report| report.range().clone()).collect();
        let near_misses = wd407_near_miss::reports(context, &parts, taken);
        Claims { particles, doubled, near_misses }
    }

    /// Whether one of the findings touches a typo.
    pub(crate) fn cover(&self, typo: &Typo) -> bool {
        let all = [&self.particles, &self.doubled, &self.near_misses];
        all.into_iter().flatten().any(|report| typo.touches(report.range()))
    }
}
