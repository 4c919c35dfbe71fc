//! A progress bar for runs that take long.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::terminal;

/// A run that is over by then shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts drafts, and shows the count on a terminal once the run has lasted a while.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
    is_shown: Mutex<bool>,
}

impl Progress {
    pub(super) fn new(drafts: usize, quiet: bool) -> Self {
        let is_wanted = !quiet && drafts > 1 && terminal::is_watched();
        let bar = is_wanted.then(|| {
            let length = u64::try_from(drafts).unwrap_or(u64::MAX);
            ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden())
        });
        Progress { bar, started: Instant::now(), is_shown: Mutex::new(false) }
    }

    /// One more draft is done.
    pub(super) fn step(&self) {
        let Some(bar) = &self.bar else { return };
        bar.inc(1);
        if self.started.elapsed() < PATIENCE {
            return;
        }
        if let Ok(mut is_shown) = self.is_shown.lock()
            && !*is_shown
        {
            *is_shown = true;
            if let Ok(style) = ProgressStyle::with_template("正在检查 {bar:30} {pos}/{len} 个文件，还需 {eta}")
            {
                bar.set_style(style);
            }
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Does something that may write to the terminal, with the bar out of the way.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Leaves no trace.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
