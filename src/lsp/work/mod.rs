//! What the server does on its own account: checks, and what comes of them.

pub(super) mod carry;
pub(super) mod checking;
pub(super) mod minimal_edits;
pub(super) mod panics;
pub(super) mod pool;
pub(super) mod progress;
pub(super) mod publishing;
pub(super) mod schedule;
pub(super) mod unopened;
pub(super) mod workspace;
