//! What the server knows: the open files, and the settings that hold for them.

pub(super) mod complaints;
pub(super) mod documents;
pub(super) mod folder_settings;
pub(super) mod options;
pub(super) mod settings;
pub(super) mod snapshot;
