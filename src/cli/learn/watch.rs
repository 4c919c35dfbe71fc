//! A progress bar over the bytes of the texts, and a clean stop on Ctrl-C.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::terminal;
use crate::learn::{self, LearnError, LearnErrorKind, Watch};

/// Shows how far the reading is, and stops it when asked to.
pub(super) struct Bar {
    bar: ProgressBar,
    is_stopped: Arc<AtomicBool>,
}

impl Bar {
    /// A bar over the texts under `paths`. Compressed texts hold about three times their size.
    pub(super) fn over(paths: &[PathBuf], quiet: bool) -> Result<Bar, LearnError> {
        if quiet || !terminal::is_watched() {
            return Ok(Bar::hidden());
        }
        let bar = ProgressBar::new(learn::size(paths)?);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes}，还需 {eta}　{msg}") {
            bar.set_style(style);
        }
        Ok(Bar { bar, is_stopped: stopped_by_interrupt() })
    }

    /// A bar that shows nothing.
    pub(super) fn hidden() -> Bar {
        Bar { bar: ProgressBar::hidden(), is_stopped: stopped_by_interrupt() }
    }

    /// Leaves no trace.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Bar {
    fn look(&self, text: &str, bytes: u64) -> Result<(), LearnError> {
        if self.is_stopped.load(Ordering::Relaxed) {
            self.finish();
            return Err(LearnError::new(LearnErrorKind::Stopped, "已按要求停止，没有写出任何文件"));
        }
        self.bar.set_message(text.to_owned());
        if self.bar.length().is_some_and(|length| self.bar.position() + bytes > length) {
            self.bar.inc_length(bytes);
        }
        self.bar.inc(bytes);
        Ok(())
    }
}

/// A flag that Ctrl-C raises; where no handler can be set, Ctrl-C ends the program as ever, and the temporary files
/// with it.
fn stopped_by_interrupt() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&flag);
    let _ = ctrlc::set_handler(move || raised.store(true, Ordering::Relaxed));
    flag
}
