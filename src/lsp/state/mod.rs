//! What the server knows: the open files, the settings and baselines that hold for them, and which checks are wanted.

pub(super) mod baselines;
pub(super) mod complaints;
pub(super) mod documents;
pub(super) mod folder_settings;
pub(super) mod options;
pub(super) mod schedule;
pub(super) mod settings;
pub(super) mod snapshot;
