//! What is known of the things that rules and the trainer both look for, apart from any draft: the lists and patterns
//! that ship with the program, and how a thing is told from its look-alikes. Knows the model and no rule.

pub(crate) mod furniture;
pub(crate) mod interruptions;
#[cfg(feature = "learn")]
pub(crate) mod mined;
pub(crate) mod pairs;
pub(crate) mod seams;
mod waiting_pattern;
pub(crate) mod watermarks;
