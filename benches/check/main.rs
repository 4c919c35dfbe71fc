//! How long a check takes: `cargo bench`, or one group of it: `cargo bench -- structure`.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark may stop, and criterion writes undocumented code")]

mod drafts;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::structure::Structure;
use gaolint::text::{Charset, Document, Encoding, decode};

fn checker() -> Checker {
    Checker::new(Config::default()).expect("the default configuration is valid")
}

fn characters(text: &str) -> Throughput {
    Throughput::Elements(text.chars().count() as u64)
}

/// All rules, one thread.
fn check(criterion: &mut Criterion) {
    let checker = checker();
    let mut group = criterion.benchmark_group("check");
    let draft = Document::new(drafts::draft());
    group.throughput(characters(draft.text()));
    group.bench_function("draft", |bencher| bencher.iter(|| checker.check(black_box(&draft))));
    for size in [10_000, 100_000, 1_000_000] {
        let speech = Document::new(drafts::speech(size));
        group.throughput(characters(speech.text()));
        group.bench_with_input(BenchmarkId::new("speech", size), &speech, |bencher, speech| {
            bencher.iter(|| checker.check(black_box(speech)));
        });
    }
}

/// All rules, one thread, on text that the checker has not seen: the mistakes of lines that it has are remembered. The
/// clean reports, where the folder that is shared beside the checkout is there, or the draft.
fn unseen(criterion: &mut Criterion) {
    let reports = drafts::reports().unwrap_or_else(drafts::draft);
    let (reports, without_words) = (Document::new(reports), Config { ignore: vec!["WD".into()], ..Config::default() });
    let mut group = criterion.benchmark_group("unseen");
    group.throughput(characters(reports.text()));
    for (name, config) in [("all", Config::default()), ("without WD", without_words)] {
        let checker = || Checker::new(config.clone()).expect("the configuration is valid");
        group.bench_function(name, |bencher| {
            bencher.iter_batched(checker, |checker| checker.check(black_box(&reports)), BatchSize::PerIteration);
        });
    }
}

/// Lines made to be slow. The time an element takes should not grow with their number.
fn hostile(criterion: &mut Criterion) {
    let checker = checker();
    let mut group = criterion.benchmark_group("hostile");
    for size in [10_000, 100_000] {
        for (name, text) in drafts::hostile(size) {
            group.throughput(characters(&text));
            group.bench_with_input(BenchmarkId::new(name, size), &Document::new(text), |bencher, document| {
                bencher.iter(|| checker.check(black_box(document)));
            });
        }
    }
}

/// What comes before the rules.
fn parts(criterion: &mut Criterion) {
    let draft = drafts::draft();
    let mut group = criterion.benchmark_group("parts");
    group.throughput(characters(&draft));
    group.bench_function("structure", |bencher| bencher.iter(|| Structure::parse(black_box(&draft))));
    for charset in [Charset::Utf8, Charset::Utf16Le, Charset::Gb18030] {
        let bytes = Encoding { charset, bom: false }.encode(&draft).expect("every charset has these characters");
        group.bench_with_input(BenchmarkId::new("decode", charset.name()), &bytes, |bencher, bytes| {
            bencher.iter(|| decode(black_box(bytes)));
        });
    }
}

/// What every start pays before the first draft.
fn start(criterion: &mut Criterion) {
    criterion.bench_function("start/checker", |bencher| bencher.iter(checker));
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = check, unseen, parts, start, hostile
}
criterion_main!(benches);
