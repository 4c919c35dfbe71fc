//! What a client may ask for: one file a method.

pub(super) mod code_actions;
pub(super) mod commands;
pub(super) mod completion;
pub(super) mod configure;
pub(super) mod folding;
pub(super) mod formatting;
pub(super) mod highlight;
pub(super) mod hover;
pub(super) mod inlay_hints;
pub(super) mod pull;
pub(super) mod selection;
pub(super) mod settings_edit;
pub(super) mod symbols;
