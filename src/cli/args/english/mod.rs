//! The help in English: a table from every paragraph of the Chinese help. A test holds that none is missing and none is
//! left over.

mod check;
#[cfg(feature = "learn")]
mod learn;
#[cfg(not(feature = "learn"))]
#[path = "no_trainer.rs"]
mod learn;
mod other;
#[cfg(feature = "lsp")]
mod server;

/// The English for a paragraph of the Chinese help.
pub(super) fn find(chinese: &str) -> Option<&'static str> {
    all().find(|(text, _)| *text == chinese).map(|(_, english)| english)
}

/// All translations.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        other::TABLE,
        check::TABLE,
        learn::TABLE,
        #[cfg(feature = "lsp")]
        server::TABLE,
    ]
    .into_iter()
    .flatten()
    .copied()
}
