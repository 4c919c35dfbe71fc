//! What is said in the words of the protocol: both ways, and what each side can do.

pub(super) mod capabilities;
pub(super) mod from_proto;
pub(super) mod rule_page;
pub(super) mod to_proto;
