//! Panics on checking threads: caught, kept off standard error, and handed to whoever reports them.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

thread_local! {
    /// What panicked on this thread while [`watch`] runs; `None` outside of it.
    static NOTES: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Work that may have panicked, as a whole or inside where somebody caught it.
pub(in crate::lsp) struct Watched<T> {
    /// The result; `None` if the work as a whole panicked.
    pub(in crate::lsp) result: Option<T>,
    /// One note a panic: where, and what it said. Empty unless the hook is installed.
    pub(in crate::lsp) notes: Vec<String>,
}

/// Sends panics under [`watch`] to its caller instead of standard error; others go where they went before.
pub(in crate::lsp) fn install_hook() {
    let previous = take_hook();
    set_hook(Box::new(move |info| {
        let noted = NOTES.with(|notes| match notes.try_borrow_mut().as_deref_mut() {
            Ok(Some(notes)) => {
                notes.push(info.to_string());
                true
            }
            _ => false,
        });
        if !noted {
            previous(info);
        }
    }));
}

/// Runs `work`; a panic ends it and nothing else.
pub(in crate::lsp) fn watch<T>(work: impl FnOnce() -> T) -> Watched<T> {
    NOTES.with(|notes| notes.replace(Some(Vec::new())));
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    let notes = NOTES.with(RefCell::take).unwrap_or_default();
    Watched { result, notes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_the_work_and_leaves_a_note() {
        install_hook();
        let watched = watch(|| {
            let _ = catch_unwind(|| panic!("first"));
            panic!("second");
        });
        let result: Option<()> = watched.result;
        assert_eq!(result, None);
        let [first, second] = watched.notes.as_slice() else { panic!("{:?}", watched.notes) };
        assert!(first.contains("first") && first.contains("panics.rs") && second.contains("second"));
        assert!(watch(|| ()).notes.is_empty());
    }
}
