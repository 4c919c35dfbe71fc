//! `gaolint learn`.

mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{
    BuildArgs, ComponentsArgs, CountArgs, Counting, EvaluateArgs, GlyphsArgs, InfoArgs, LearnArgs, LearnCommand,
    MergeArgs, ParticlesArgs, TuneArgs, WatermarksArgs,
};
use super::exit_code::{CLEAN, FAILED};
use super::problem::Problem;
use super::terminal;
use crate::learn::{
    self, BuildOptions, Count, CountOptions, Errors, Figure, Kind, LearnError, LearnErrorKind, Marked, Measured, Score,
    Spoilt,
};
use crate::model::Model;
use watch::Bar;

/// Runs one step of learning.
pub(super) fn run(args: &LearnArgs) -> ExitCode {
    let result = match &args.command {
        LearnCommand::Build(args) => build(args),
        LearnCommand::Count(args) => count(args),
        LearnCommand::Merge(args) => merge(args),
        LearnCommand::Tune(args) => tune(args),
        LearnCommand::Particles(args) => particles(args),
        LearnCommand::Evaluate(args) => evaluate(args),
        LearnCommand::Glyphs(args) => glyphs(args),
        LearnCommand::Components(args) => components(args),
        LearnCommand::Watermarks(args) => watermarks(args),
        LearnCommand::Info(args) => info(args),
    };
    match result {
        Ok(shown) => ExitCode::from(if terminal::to_stdout(shown.as_bytes()) { CLEAN } else { FAILED }),
        Err(error) => {
            terminal::complain(&Problem::new(error.to_string()));
            ExitCode::from(FAILED)
        }
    }
}

fn options(counting: &Counting) -> CountOptions {
    CountOptions { memory: counting.memory.saturating_mul(1 << 20), held_out: counting.hold_out }
}

fn build(args: &BuildArgs) -> Result<String, LearnError> {
    let &[two, three, four] = args.least_counts.as_slice() else {
        return Err(LearnError::new(LearnErrorKind::Options, "--least-counts 要写三个数，如 2,2,3"));
    };
    let options =
        BuildOptions { name: args.name.clone(), least_counts: [two, three, four], count: options(&args.counting) };
    let bar = if args.counts { Bar::hidden() } else { Bar::over(&args.corpus, args.counting.quiet)? };
    let paths: Vec<(PathBuf, u64)> = args.corpus.iter().map(|path| (path.clone(), 1)).collect();
    let model = learn::build(&paths, args.counts, &options, &bar)?;
    bar.finish();
    learn::write_model(&model, &args.output)?;
    Ok(format!("模型已写到 {}（{} 字节）\n", args.output.display(), model.bytes().len()))
}

fn count(args: &CountArgs) -> Result<String, LearnError> {
    let bar = Bar::over(&args.corpus, args.counting.quiet)?;
    learn::count(&args.corpus, &args.output, options(&args.counting), &bar)?;
    bar.finish();
    Ok(format!("计数文件已写到 {}\n", args.output.display()))
}

fn merge(args: &MergeArgs) -> Result<String, LearnError> {
    learn::merge(&args.counts, &args.output)?;
    Ok(format!("计数文件已写到 {}\n", args.output.display()))
}

fn tune(args: &TuneArgs) -> Result<String, LearnError> {
    let model = learn::open_model(&args.model)?;
    let errors = args.errors.iter().map(|error| weighted(error)).collect::<Result<Vec<_>, _>>()?;
    let bar = Bar::over(&args.text, args.quiet)?;
    let spoilt = Spoilt::new(&model, &args.text, &bar)?;
    bar.finish();
    let mut shown = String::new();
    if args.folds > 1 {
        let scores = learn::cross_validate(&model, &errors, &spoilt, args.folds, args.threshold)?;
        shown.push_str(&table(&scores));
    }
    if let Some(output) = &args.output {
        learn::write_model(&learn::tune(&model, &errors, &spoilt)?, output)?;
        shown.push_str(&format!("模型已写到 {}\n", output.display()));
    }
    Ok(shown)
}

fn particles(args: &ParticlesArgs) -> Result<String, LearnError> {
    let model = learn::open_model(&args.model)?;
    let bar = Bar::over(&args.text, args.quiet)?;
    let model = learn::particles(&model, &args.text, &bar)?;
    bar.finish();
    learn::write_model(&model, &args.output)?;
    Ok(format!("模型已写到 {}\n", args.output.display()))
}

/// A file of sentences, with the weight after `=` where there is one.
fn weighted(argument: &str) -> Result<Errors, LearnError> {
    let parsed = argument.rsplit_once('=').and_then(|(path, weight)| Some((path, weight.parse().ok()?)));
    let (path, weight) = parsed.unwrap_or((argument, 1.0));
    Errors::read(Path::new(path), weight)
}

fn evaluate(args: &EvaluateArgs) -> Result<String, LearnError> {
    let model = open(args.model.as_deref())?;
    let Some(threshold) = args.threshold else {
        let measured = args.errors.iter().map(|path| learn::measure(&model, &Marked::read(path)?));
        return Ok(kinds(&measured.collect::<Result<Vec<_>, LearnError>>()?));
    };
    let scores = args.errors.iter().map(|path| {
        let errors = Errors::read(path, 1.0)?;
        Ok((errors.name.clone(), learn::evaluate(&model, &errors, Some(threshold))?))
    });
    Ok(table(&scores.collect::<Result<Vec<_>, LearnError>>()?))
}

fn open(path: Option<&Path>) -> Result<Arc<Model>, LearnError> {
    match path {
        Some(path) => learn::open_model(path).map(Arc::new),
        None => Model::shipped().ok_or_else(|| LearnError::new(LearnErrorKind::Model, "本程序没有自带模型")),
    }
}

/// What was measured, by kind of mistake and together.
fn kinds(measured: &[Measured]) -> String {
    let heading = "文件\t类别\t错误\t提示\t准确率\t召回率\tF0.5\t每万字误报\n";
    let rows = measured.iter().flat_map(|measured| {
        let by_kind = measured.kinds.iter().map(|(kind, count)| {
            let wrong = count.wrong() as f64 * 10_000.0 / measured.characters.max(1) as f64;
            let [precision, recall, f_half] = [count.precision(), count.recall(), count.f_half()];
            let Count { mistakes, told, .. } = count;
            let (name, kind) = (&measured.name, name_of(*kind));
            format!("{name}\t{kind}\t{mistakes}\t{told}\t{precision:.3}\t{recall:.3}\t{f_half:.3}\t{wrong:.2}\n")
        });
        let Measured { name, texts, characters, all: Count { mistakes, told, .. }, .. } = measured;
        let interval = |figure: Figure| format!("{:.3} [{:.3}, {:.3}]", figure.value, figure.low, figure.high);
        let [precision, recall, f_half, wrong] = measured.figures.map(interval);
        let unless_clean = |shown: String| if *mistakes == 0 { "–".to_owned() } else { shown };
        let [precision, recall, f_half] = [precision, recall, f_half].map(unless_clean);
        let all = format!(
            "{name}\t合计（{texts}篇，{characters}字）\t{mistakes}\t{told}\t{precision}\t{recall}\t{f_half}\t{wrong}\n"
        );
        by_kind.chain([all]).collect::<Vec<_>>()
    });
    std::iter::once(heading.to_owned()).chain(rows).collect()
}

fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::SameSound => "音同音近",
        Kind::LookAlike => "形近",
        Kind::Other => "其他替换",
        Kind::Particle => "的地得",
        Kind::Missing => "缺字",
        Kind::Superfluous => "多字",
    }
}

/// The scores, a file a line.
fn table(scores: &[(String, Score)]) -> String {
    let heading = "文件\t句数\t有错\t查出准确率\t查出召回率\t改对准确率\t改对召回率\t改对F1\t误报率\t每字准确率\t每字召回率\t每秒字数\n";
    let rows = scores.iter().map(|(name, score)| {
        let (detected, corrected, by_character) = (score.detection(), score.correction(), score.by_character());
        let speed = score.characters as f64 / score.time.as_secs_f64().max(1e-9);
        format!(
            "{name}\t{}\t{}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{:.4}\t{:.3}\t{:.3}\t{speed:.0}\n",
            score.sentences,
            score.wrong,
            detected.0,
            detected.1,
            corrected.0,
            corrected.1,
            score.f1(),
            score.false_positive_rate(),
            by_character.0,
            by_character.1,
        )
    });
    std::iter::once(heading.to_owned()).chain(rows).collect()
}

fn watermarks(args: &WatermarksArgs) -> Result<String, LearnError> {
    let model = open(args.model.as_deref())?;
    let bar = Bar::over(&args.corpus, args.quiet)?;
    let found = learn::watermarks(&args.corpus, &model, args.least_files, &bar)?;
    bar.finish();
    learn::write_text(&learn::watermark_file(&found), &args.output)?;
    Ok(format!("找到 {} 种水印，已写到 {}\n", found.len(), args.output.display()))
}

fn info(args: &InfoArgs) -> Result<String, LearnError> {
    let model = open(args.model.as_deref())?;
    let information = model.information();
    let mut shown = format!(
        "名称：{}\n大小：{} 字节\n统计字数：{}\n来源：\n",
        information.name,
        model.bytes().len(),
        information.symbols
    );
    for corpus in &information.corpora {
        shown.push_str(&format!("  {}　{} 字　{}\n", corpus.name, corpus.characters, corpus.digest));
    }
    Ok(shown)
}

fn glyphs(args: &GlyphsArgs) -> Result<String, LearnError> {
    let seen = read(&args.seen)?;
    let meant = args.meant.as_deref().map(read).transpose()?.unwrap_or_else(|| seen.clone());
    let fonts: Vec<&Path> = args.fonts.iter().map(PathBuf::as_path).collect();
    learn::write_text(&learn::glyph_table(&seen, &meant, &fonts)?, &args.output)?;
    Ok(format!("形近字表已写到 {}\n", args.output.display()))
}

fn components(args: &ComponentsArgs) -> Result<String, LearnError> {
    let table = learn::component_table(&read(&args.decomposition)?, &read(&args.meant)?)?;
    learn::write_text(&table, &args.output)?;
    Ok(format!("部件表已写到 {}\n", args.output.display()))
}

fn read(path: &Path) -> Result<String, LearnError> {
    std::fs::read_to_string(path)
        .map_err(|error| LearnError::new(LearnErrorKind::File, Problem::unreadable(path, &error).to_string()))
}
