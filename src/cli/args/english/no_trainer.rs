//! `gaolint learn` in a program that was built without the trainer.

pub(super) const TABLE: &[(&str, &str)] = &[
    ("从语料学习：生成、调整和测量模型", "Learn from a corpus: make, tune and measure models"),
    ("gaolint learn", "gaolint learn"),
    (
        crate::cli::args::HOW_TO_BUILD_TRAINER,
        "This program was built without the trainer. For one that has it, run in the source folder: cargo build --release --features learn",
    ),
];
