//! Runs of checks: the schedule says when one is wanted, this starts it and goes round.

use std::sync::Arc;
use std::time::Duration;

use tower_lsp_server::ls_types::Uri;

use crate::lsp::session::Session;

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
    use super::*;

    #[test]
    fn only_slow_checks_wait_and_never_for_long() {
        let pause = |milliseconds| pause_after(Duration::from_millis(milliseconds)).as_millis();
        assert_eq!([0, 19, 20, 120, 60_000].map(pause), [0, 0, 20, 120, 500]);
    }
}
