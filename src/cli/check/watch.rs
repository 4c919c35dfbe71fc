//! `--watch`: checks again what has changed, until the user has had enough.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::channel;
use std::time::Duration;

use notify_debouncer_mini::{DebounceEventResult, new_debouncer, notify};

use super::inputs::Input;
use crate::cli::args::CheckArgs;
use crate::cli::exit_code::FAILED;
use crate::cli::problem::Problem;
use crate::cli::terminal;
use crate::{baseline, config};

/// An editor saves in several steps; only when all has been still for so long is the file looked at.
const STILL: Duration = Duration::from_millis(200);

/// The drafts as they were when last checked.
#[derive(Debug, Default)]
struct Seen {
    contents: HashMap<PathBuf, blake3::Hash>,
}

impl Seen {
    /// Whether the draft has another content than before. What gaolint itself wrote is no change.
    fn is_changed(&self, path: &Path) -> bool {
        self.contents.get(path) != content(path).as_ref()
    }

    fn remember(&mut self, path: PathBuf) {
        match content(&path) {
            Some(hash) => self.contents.insert(path, hash),
            None => self.contents.remove(&path),
        };
    }
}

fn content(path: &Path) -> Option<blake3::Hash> {
    std::fs::read(path).ok().map(|bytes| blake3::hash(&bytes))
}

/// Checks once those drafts that a function picks.
pub(super) type Once = fn(&CheckArgs, &mut dyn FnMut(&Input) -> bool) -> ExitCode;

/// Checks everything, and then what changes, for ever.
pub(super) fn run(args: &CheckArgs, once: Once) -> ExitCode {
    match watch(args, once) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            terminal::complain(&problem);
            ExitCode::from(FAILED)
        }
    }
}

fn watch(args: &CheckArgs, once: Once) -> Result<(), Problem> {
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Problem::new("标准输入无法监视，请去掉 --watch 或“-”"));
    }
    let failed = |error: notify::Error| Problem::new(format!("无法监视文件：系统报告“{error}”"));
    let (sender, receiver) = channel::<DebounceEventResult>();
    let mut debouncer = new_debouncer(STILL, sender).map_err(failed)?;
    let here = [PathBuf::from(".")];
    for path in if args.paths.is_empty() { here.as_slice() } else { &args.paths } {
        let (target, mode) = if path.is_dir() {
            (path.as_path(), notify::RecursiveMode::Recursive)
        } else {
            // A file that is replaced is another file to the system; its folder stays.
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            (parent.unwrap_or(Path::new(".")), notify::RecursiveMode::NonRecursive)
        };
        let place = || path.display().to_string();
        let unwatchable = |error| Problem::at(place(), format!("无法监视：系统报告“{error}”"));
        debouncer.watcher().watch(target, mode).map_err(unwatchable)?;
    }
    let mut seen = Seen::default();
    look((args, once), &mut seen, |_, _| true);
    terminal::remark("正在监视，稿件有改动就重新检查；按 Ctrl+C 结束。");
    for events in receiver {
        let changed: HashSet<PathBuf> =
            events.map_err(failed)?.into_iter().map(|event| canonical(&event.path)).collect();
        let is_settings = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name == config::FILE_NAME || name == baseline::FILE_NAME)
        };
        let is_for_all = changed.iter().any(is_settings);
        look((args, once), &mut seen, |seen, path| is_for_all || (changed.contains(path) && seen.is_changed(path)));
    }
    Ok(())
}

/// Checks those drafts that `is_wanted` picks, and says nothing where there are none.
fn look((args, once): (&CheckArgs, Once), seen: &mut Seen, is_wanted: impl Fn(&Seen, &Path) -> bool) {
    let mut looked_at = Vec::new();
    once(args, &mut |input: &Input| {
        let path = canonical(input.path());
        let is_wanted = is_wanted(seen, &path);
        looked_at.extend(is_wanted.then_some(path));
        is_wanted
    });
    looked_at.into_iter().for_each(|path| seen.remember(path));
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
