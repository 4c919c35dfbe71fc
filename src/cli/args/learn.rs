//! The arguments of `gaolint learn`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `gaolint learn`.
#[derive(Debug, Args)]
pub(in crate::cli) struct LearnArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: LearnCommand,
}

/// The steps of learning.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LearnCommand {
    /// 从文本或计数文件生成模型
    Build(BuildArgs),
    /// 只统计，不生成模型；结果可以合并
    Count(CountArgs),
    /// 把几个计数文件合并成一个
    Merge(MergeArgs),
    /// 用带改正的句子调整模型的权重
    Tune(TuneArgs),
    /// 从文本学习“的”“地”“得”的用法
    Particles(ParticlesArgs),
    /// 在带改正的句子上测量模型
    Evaluate(EvaluateArgs),
    /// 用字体比较字形，生成形近字表
    Glyphs(GlyphsArgs),
    /// 用字形分解表找出互为部件的字，生成部件表
    Components(ComponentsArgs),
    /// 从许多文件中找出没有列入词表的水印
    Watermarks(WatermarksArgs),
    /// 显示模型的名称、来源和大小
    Info(InfoArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Counting {
    /// 统计时可用的内存，单位 MB；超出的部分暂存到临时文件夹
    #[arg(long, value_name = "MB", default_value_t = 1024, hide_default_value = true)]
    pub(in crate::cli) memory: usize,
    /// 每这么多段（每段 40 行）留出一段不统计，供 tune 使用；0 表示不留
    #[arg(long, value_name = "段数", default_value_t = 60, hide_default_value = true)]
    pub(in crate::cli) hold_out: u64,
    /// 不显示进度
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct BuildArgs {
    /// 文本文件或文件夹（.txt、.md，可用 .xz、.zst、.gz 压缩）；加 --counts 时为计数文件
    #[arg(value_name = "语料", required = true)]
    pub(in crate::cli) corpus: Vec<PathBuf>,
    /// 模型文件写到这里
    #[arg(short, long, value_name = "模型")]
    pub(in crate::cli) output: PathBuf,
    /// 给出的是 learn count 生成的计数文件
    #[arg(long)]
    pub(in crate::cli) counts: bool,
    /// 模型的名称
    #[arg(long, value_name = "名称", default_value = "gaolint", hide_default_value = true)]
    pub(in crate::cli) name: String,
    /// 两字、三字、四字组合至少出现这么多次才保留，用逗号分开
    #[arg(long, value_name = "次数", value_delimiter = ',', default_values_t = [2, 2, 3], hide_default_value = true)]
    pub(in crate::cli) least_counts: Vec<u64>,
    #[command(flatten)]
    pub(in crate::cli) counting: Counting,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CountArgs {
    /// 文本文件或文件夹（.txt、.md，可用 .xz、.zst、.gz 压缩）
    #[arg(value_name = "语料", required = true)]
    pub(in crate::cli) corpus: Vec<PathBuf>,
    /// 计数文件写到这里
    #[arg(short, long, value_name = "计数文件")]
    pub(in crate::cli) output: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) counting: Counting,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct MergeArgs {
    /// 计数文件
    #[arg(value_name = "计数文件", required = true)]
    pub(in crate::cli) counts: Vec<PathBuf>,
    /// 合并后的计数文件写到这里
    #[arg(short, long, value_name = "计数文件")]
    pub(in crate::cli) output: PathBuf,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TuneArgs {
    /// 模型
    #[arg(value_name = "模型")]
    pub(in crate::cli) model: PathBuf,
    /// 带改正的句子，每行“原句、制表符、改正后的句子”；“文件=权重”可设权重
    #[arg(long, value_name = "文件", required = true, num_args = 1..)]
    pub(in crate::cli) errors: Vec<String>,
    /// 生成模型所用的文本，取其中留出的行
    #[arg(long, value_name = "语料", required = true, num_args = 1..)]
    pub(in crate::cli) text: Vec<PathBuf>,
    /// 调好的模型写到这里
    #[arg(short, long, value_name = "模型")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// 分成这么多份交叉验证，并显示结果；0 表示不做
    #[arg(long, value_name = "份数", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) folds: usize,
    /// 交叉验证时只测模型本身，对数几率达到这个数值才算找到；不写则连同全部用字规则一起测
    #[arg(long, value_name = "数值", allow_negative_numbers = true)]
    pub(in crate::cli) threshold: Option<f32>,
    /// 不显示进度
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ParticlesArgs {
    /// 模型
    #[arg(value_name = "模型")]
    pub(in crate::cli) model: PathBuf,
    /// 编校过的文本
    #[arg(long, value_name = "语料", required = true, num_args = 1..)]
    pub(in crate::cli) text: Vec<PathBuf>,
    /// 学过的模型写到这里
    #[arg(short, long, value_name = "模型")]
    pub(in crate::cli) output: PathBuf,
    /// 不显示进度
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EvaluateArgs {
    /// 带改正的句子（每行“原句、制表符、改正后的句子”）、带改正的文档（.json）或没有错误的文本（.txt、.md）
    #[arg(value_name = "文件", required = true)]
    pub(in crate::cli) errors: Vec<PathBuf>,
    /// 模型；不写则用自带的模型
    #[arg(long, value_name = "模型")]
    pub(in crate::cli) model: Option<PathBuf>,
    /// 只测模型本身，对数几率达到这个数值才算找到；不写则连同全部用字规则一起测，并按错误的类别列出
    #[arg(long, value_name = "数值", allow_negative_numbers = true)]
    pub(in crate::cli) threshold: Option<f32>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WatermarksArgs {
    /// 文本文件或文件夹（.txt、.md，可用 .xz、.zst、.gz 压缩）
    #[arg(value_name = "语料", required = true)]
    pub(in crate::cli) corpus: Vec<PathBuf>,
    /// 找到的水印写到这个 TOML 文件
    #[arg(short, long, value_name = "文件")]
    pub(in crate::cli) output: PathBuf,
    /// 至少在这么多个文件里出现
    #[arg(long, value_name = "个数", default_value_t = 2, hide_default_value = true)]
    pub(in crate::cli) least_files: usize,
    /// 模型；不写则用自带的模型
    #[arg(long, value_name = "模型")]
    pub(in crate::cli) model: Option<PathBuf>,
    /// 不显示进度
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct InfoArgs {
    /// 模型；不写则为自带的模型
    #[arg(value_name = "模型")]
    pub(in crate::cli) model: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlyphsArgs {
    /// 字体文件，最好一种宋体、一种黑体
    #[arg(value_name = "字体", required = true)]
    pub(in crate::cli) fonts: Vec<PathBuf>,
    /// 可能被看错的字，写在一个文本文件里
    #[arg(long, value_name = "文件")]
    pub(in crate::cli) seen: PathBuf,
    /// 原来可能是的字，写在一个文本文件里；不写则与 --seen 相同
    #[arg(long, value_name = "文件")]
    pub(in crate::cli) meant: Option<PathBuf>,
    /// 形近字表写到这里
    #[arg(short, long, value_name = "文件")]
    pub(in crate::cli) output: PathBuf,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ComponentsArgs {
    /// 字形分解表，每行如“科:a(禾,斗)”
    #[arg(value_name = "分解表")]
    pub(in crate::cli) decomposition: PathBuf,
    /// 原来可能是的字，写在一个文本文件里
    #[arg(long, value_name = "文件")]
    pub(in crate::cli) meant: PathBuf,
    /// 部件表写到这里
    #[arg(short, long, value_name = "文件")]
    pub(in crate::cli) output: PathBuf,
}
