//! When files are checked: at most one run a file, and another one after it if something changed meanwhile.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tower_lsp_server::ls_types::Uri;

use crate::lsp::session::Session;
use crate::lsp::state::documents::lock;

/// The runs under way.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Schedule {
    /// For each file with a run: whether another one is wanted after it.
    runs: Mutex<HashMap<Uri, bool>>,
}

impl Schedule {
    /// Asks for a check of `uri` as it is now. Returns whether the caller must start a run; otherwise the one
    /// under way will go round once more.
    fn request(&self, uri: &Uri) -> bool {
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
    fn goes_on(&self, uri: &Uri) -> bool {
        let mut runs = lock(&self.runs);
        let wanted = runs.get_mut(uri).is_some_and(std::mem::take);
        if !wanted {
            runs.remove(uri);
        }
        wanted
    }
}

/// Has `uri` checked and its diagnostics published; a file that is no longer open gets its diagnostics cleared.
/// Never waits. A client that pulls diagnostics is sent none.
///
/// Opening, editing and closing all come through here, and only the one run of a file publishes for it, but for the
/// quick answer about a long draft, which is not given once there is a complete one.
pub(in crate::lsp) fn request_check(session: &Arc<Session>, uri: Uri) {
    if session.features().pulls {
        return;
    }
    if session.quick_schedule.request(&uri) {
        let (session, uri) = (Arc::clone(session), uri.clone());
        tokio::spawn(async move {
            loop {
                quick_round(&session, &uri).await;
                if !session.quick_schedule.goes_on(&uri) {
                    return;
                }
            }
        });
    }
    if session.schedule.request(&uri) {
        let session = Arc::clone(session);
        tokio::spawn(async move {
            loop {
                round(&session, &uri).await;
                if !session.schedule.goes_on(&uri) {
                    return;
                }
            }
        });
    }
}

/// Publishes what can be told of a long draft before its check is through.
async fn quick_round(session: &Arc<Session>, uri: &Uri) {
    if let Some(snapshot) = session.documents.snapshot(uri)
        && snapshot.known.found.get().is_none()
        && let Some(checked) = session.check_quickly(snapshot).await
    {
        session.publish_if_current(&checked).await;
    }
}

async fn round(session: &Arc<Session>, uri: &Uri) {
    let pause = pause_after(session.documents.cost(uri).unwrap_or_default());
    if !pause.is_zero() {
        tokio::time::sleep(pause).await;
    }
    match session.documents.snapshot(uri) {
        None => session.clear_diagnostics(uri).await,
        Some(snapshot) => {
            if let Some(checked) = session.check(snapshot).await {
                session.publish_if_current(&checked).await;
            }
        }
    }
}

/// How long to wait for more keystrokes, after a check that took `cost`. A quick one may follow every keystroke;
/// a slow one must not keep a core busy all the time.
fn pause_after(cost: Duration) -> Duration {
    const QUICK: Duration = Duration::from_millis(20);
    const LONGEST: Duration = Duration::from_millis(500);
    if cost < QUICK { Duration::ZERO } else { cost.min(LONGEST) }
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

    #[test]
    fn only_slow_checks_wait_and_never_for_long() {
        let pause = |milliseconds| pause_after(Duration::from_millis(milliseconds)).as_millis();
        assert_eq!([0, 19, 20, 120, 60_000].map(pause), [0, 0, 20, 120, 500]);
    }
}
