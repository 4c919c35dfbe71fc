//! When files are checked: at most one run a file, and another one after it if something changed meanwhile.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Mutex;

use tower_lsp_server::ls_types::Uri;

use super::documents::lock;

/// The runs under way.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Schedule {
    /// For each file with a run: whether another one is wanted after it.
    runs: Mutex<HashMap<Uri, bool>>,
}

impl Schedule {
    /// Asks for a check of `uri` as it is now. Returns whether the caller must start a run; otherwise the one
    /// under way will go round once more.
    pub(in crate::lsp) fn request(&self, uri: &Uri) -> bool {
        match lock(&self.runs).entry(uri.clone()) {
            Entry::Occupied(mut run) => {
                run.insert(true);
                false
            }
            Entry::Vacant(place) => {
                place.insert(false);
                true
            }
        }
    }

    /// Ends a round. Returns whether another one is wanted; if not, the run is over.
    pub(in crate::lsp) fn goes_on(&self, uri: &Uri) -> bool {
        let mut runs = lock(&self.runs);
        let wanted = runs.get_mut(uri).is_some_and(std::mem::take);
        if !wanted {
            runs.remove(uri);
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn one_run_a_file_and_one_more_round_for_all_that_came_meanwhile() {
        let schedule = Schedule::default();
        let [draft, other] = ["file:///a", "file:///b"].map(|uri| Uri::from_str(uri).unwrap());
        assert!(schedule.request(&draft) && schedule.request(&other));
        assert!(!schedule.request(&draft) && !schedule.request(&draft));
        assert!(schedule.goes_on(&draft));
        assert!(!schedule.goes_on(&draft) && !schedule.goes_on(&other));
        assert!(schedule.request(&draft));
    }
}
