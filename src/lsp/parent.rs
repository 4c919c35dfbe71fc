//! Whether the client's process still lives.

use std::time::Duration;

/// How often to look. A server that outlives its editor by some seconds harms nobody.
const INTERVAL: Duration = Duration::from_secs(2);

/// Returns when process `id` is gone. Never returns for a process that was not there to begin with: an editor
/// outside our container has a number that means nothing here.
pub(super) async fn gone(id: u32) {
    if !is_alive(id) {
        return std::future::pending().await;
    }
    while is_alive(id) {
        tokio::time::sleep(INTERVAL).await;
    }
}

#[cfg(unix)]
fn is_alive(id: u32) -> bool {
    let process = i32::try_from(id).ok().and_then(rustix::process::Pid::from_raw);
    // A process that may not be signalled is alive, too.
    process.is_some_and(|process| rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH))
}

/// Elsewhere the end of standard input has to do: it is closed by the system with the process.
#[cfg(not(unix))]
fn is_alive(_id: u32) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_alive_and_one_that_has_been_waited_for_is_not() {
        assert!(is_alive(std::process::id()));
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        assert!(!is_alive(child.id()));
        assert!(!is_alive(u32::MAX));
    }
}
