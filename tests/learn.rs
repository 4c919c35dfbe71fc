//! Learning from small texts made for the purpose: what goes in, what comes out, and that it always is the same.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use std::io::Write;
use std::path::{Path, PathBuf};

use gaolint::learn::{self, BuildOptions, CountOptions, Errors, Kind, LearnError, LearnErrorKind, Marked, Watch};
use gaolint::model::alphabet::Line;
use gaolint::model::{Model, ModelError};

/// Looks on and says nothing.
struct Silent;

impl Watch for Silent {
    fn look(&self, _: &str, _: u64) -> Result<(), LearnError> {
        Ok(())
    }
}

/// Stops the work at once.
struct Impatient;

impl Watch for Impatient {
    fn look(&self, _: &str, _: u64) -> Result<(), LearnError> {
        Err(LearnError::new(LearnErrorKind::Stopped, "停"))
    }
}

const COUNT: CountOptions = CountOptions { memory: 1 << 20, held_out: 0 };

fn options() -> BuildOptions {
    BuildOptions { name: "试".into(), least_counts: [1, 1, 1], count: COUNT }
}

/// Three texts of a few sentences each.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let texts = [
        "各级党委要加强对这项工作的领导。\n要把责任落实到人。\n",
        "各部门要把工作抓实抓细，推动各项任务落到实处。\n",
        "这项工作事关全局，各级干部要带头落实。\n要把责任扛在肩上。\n",
    ];
    let paths = (1..).zip(texts).map(|(number, text)| {
        let path = folder.join(format!("{number}.txt"));
        std::fs::write(&path, text).unwrap();
        path
    });
    paths.collect()
}

fn build(paths: &[PathBuf], are_counts: bool) -> Model {
    let paths: Vec<(PathBuf, u64)> = paths.iter().map(|path| (path.clone(), 1)).collect();
    learn::build(&paths, are_counts, &options(), &Silent).unwrap()
}

#[test]
fn the_same_texts_give_the_same_bytes_whatever_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let paths = texts(folder.path());
    let model = build(&paths, false);
    assert_eq!(model.bytes(), build(&paths, false).bytes());
    let paths: Vec<(PathBuf, u64)> = paths.into_iter().map(|path| (path, 1)).collect();
    let little = BuildOptions { count: CountOptions { memory: 1, ..COUNT }, ..options() };
    assert_eq!(model.bytes(), learn::build(&paths, false, &little, &Silent).unwrap().bytes());
}

/// Two sentences that differ at one place, and five characters before it, over and over.
fn text_with_far_hints() -> String {
    let sentence = |(hint, hinted): (char, char)| format!("今年全县都在{hint}上下功夫抓{hinted}落实见成效。\n");
    [('农', '收'), ('教', '公')].into_iter().cycle().take(6000).map(sentence).collect()
}

#[test]
fn what_stands_further_off_is_learned_where_there_is_text_enough() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1.txt");
    std::fs::write(&path, text_with_far_hints()).unwrap();
    let paths = [path];
    let model = build(&paths, false);
    assert_eq!(model.bytes(), build(&paths, false).bytes());
    let contexts = model.parts().unwrap().contexts.unwrap();
    let symbols = |text: &str| Line::read(text, 0).symbols;
    let (after, [harvest, public]) = (symbols("落实见成效"), ['收', '公'].map(|c| c as u16));
    for (before, wanted, other) in
        [("全县都在农上下功夫抓", harvest, public), ("全县都在教上下功夫抓", public, harvest)]
    {
        let (before, after) = (symbols(before), &after[1..]);
        let score = |symbol: u16| contexts.goodness(&before[..before.len() - 1], &[symbol], after).itself;
        assert!(score(wanted) > score(other) + 1.0, "{} {}", score(wanted), score(other));
    }
}

#[test]
fn little_text_says_nothing_of_surroundings() {
    let folder = tempfile::tempdir().unwrap();
    assert!(build(&texts(folder.path()), false).parts().unwrap().contexts.is_none());
}

#[test]
fn counts_may_be_merged_in_any_grouping() {
    let folder = tempfile::tempdir().unwrap();
    let texts = texts(folder.path());
    let path = |name: &str| folder.path().join(name);
    let counts: Vec<PathBuf> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let out = path(&format!("{number}.counts"));
            learn::count(std::slice::from_ref(text), &out, COUNT, &Silent).unwrap();
            out
        })
        .collect();
    learn::merge(&counts[..2], &path("first two")).unwrap();
    learn::merge(&counts[1..], &path("last two")).unwrap();
    let whole = build(&texts, false);
    for grouping in
        [counts.clone(), vec![path("first two"), counts[2].clone()], vec![counts[0].clone(), path("last two")]]
    {
        assert!(whole.bytes() == build(&grouping, true).bytes(), "{grouping:?}");
    }
}

#[test]
fn a_compressed_text_counts_like_a_plain_one() {
    let folder = tempfile::tempdir().unwrap();
    let plain = texts(folder.path()).remove(0);
    let text = std::fs::read(&plain).unwrap();
    let expected = build(&[plain], false).information().corpora[0].digest.clone();
    let gz = folder.path().join("a.txt.gz");
    let mut encoder =
        flate2::write::GzEncoder::new(std::fs::File::create(&gz).unwrap(), flate2::Compression::default());
    encoder.write_all(&text).unwrap();
    encoder.finish().unwrap();
    let zst = folder.path().join("a.txt.zst");
    std::fs::write(&zst, zstd::encode_all(text.as_slice(), 1).unwrap()).unwrap();
    let xz = folder.path().join("a.txt.xz");
    let mut encoder = liblzma::write::XzEncoder::new(std::fs::File::create(&xz).unwrap(), 6);
    encoder.write_all(&text).unwrap();
    encoder.finish().unwrap();
    for path in [gz, zst, xz] {
        assert_eq!(build(std::slice::from_ref(&path), false).information().corpora[0].digest, expected, "{path:?}");
    }
}

#[test]
fn work_that_is_stopped_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let texts = texts(folder.path());
    let out = folder.path().join("counts");
    assert!(learn::count(&texts, &out, COUNT, &Impatient).is_err());
    assert!(!out.exists());
}

#[test]
fn what_is_no_model_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let texts = texts(folder.path());
    assert!(learn::open_model(&texts[0]).unwrap_err().to_string().contains("不是 gaolint 的模型文件"));
    assert!(learn::merge(&texts, &folder.path().join("out")).unwrap_err().to_string().contains("不是计数文件"));
    let mut bytes = build(&texts, false).bytes().to_vec();
    bytes[8] = 99;
    assert_eq!(Model::open(bytes.clone()).unwrap_err(), ModelError::OtherVersion { found: 99 });
    bytes[8] = gaolint::model::file::VERSION as u8;
    for length in [0, 7, 20, bytes.len() / 2, bytes.len() - 1] {
        assert!(Model::open(bytes[..length].to_vec()).is_err(), "{length}");
    }
}

#[test]
fn the_model_that_ships_is_there_and_small() {
    let model = Model::shipped().expect("a model ships");
    assert!(model.bytes().len() <= 31_000_000, "{}", model.bytes().len());
    assert!(!model.information().corpora.is_empty());
}

/// Lines of a draft, with `mark` in the middle of a word of each.
fn marked(mark: &str, lines: &[(&str, &str)]) -> String {
    lines.iter().map(|(left, right)| format!("{left}{mark}{right}\n")).collect()
}

#[test]
fn a_watermark_is_mined_from_many_files_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let mark = "本稿由青禾公文网整理";
    let texts = [
        marked(mark, &[("各级党委要加强对这项工作的领", "导，把责任落实到人。")]),
        marked(mark, &[("要认真贯彻落", "实中央决策部署，推动高质量发展。"), ("加快基础设", "施建设，改善群众生活。")]),
        marked(mark, &[("切实维护社会稳", "定，保障人民群众利益。")]),
        "各级党委要加强对这项工作的领导。\n要认真贯彻落实中央决策部署，切实维护社会稳定。\n".repeat(3),
        "各级党委要加强对这项工作的领导。\n要认真贯彻落实中央决策部署，切实维护社会稳定。\n".repeat(2),
    ];
    for (number, text) in texts.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let model = Model::shipped().unwrap();
    let mine = |least_files| learn::watermarks(&[folder.path().to_owned()], &model, least_files, &Silent).unwrap();
    assert_eq!(mine(2), [learn::Watermark { text: mark.to_owned(), files: 3, sites: 4 }]);
    assert_eq!(mine(4), []);
    let stopped = learn::watermarks(&[folder.path().to_owned()], &model, 2, &Impatient);
    assert_eq!(stopped.unwrap_err().to_string(), "停");
    assert!(learn::watermarks(&[folder.path().join("没有")], &model, 2, &Silent).is_err());
}

#[test]
fn a_model_is_measured_alone_and_with_the_rules_for_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sentences.tsv");
    let sentences = "全球气侯变化影响农业生产。\t全球气候变化影响农业生产。\n\
                     要严明政治纪律政治纪律和政治规矩。\t要严明政治纪律和政治规矩。\n\
                     各部门要把责任落实到人。\t各部门要把责任落实到人。\n";
    std::fs::write(&path, sentences).unwrap();
    let (model, errors) = (Model::shipped().unwrap(), Errors::read(&path, 1.0).unwrap());
    let with_rules = learn::evaluate(&model, &errors, None).unwrap();
    assert_eq!((with_rules.sentences, with_rules.wrong, with_rules.corrected, with_rules.spoilt), (3, 2, 2, 0));
    assert_eq!((with_rules.wrong_characters, with_rules.corrected_characters), (5, 5));
    let never = learn::evaluate(&model, &errors, Some(f32::INFINITY)).unwrap();
    assert_eq!((never.wrong, never.changed), (2, 0));
}

/// Lines of characters in ever other order, in which only the one before a particle tells which it is.
fn text_with_particles() -> String {
    let others: Vec<char> =
        "春夏秋冬山水林田湖草沙东南西北中前后左右金木火土石风云雨雪花鸟鱼虫书画琴棋".chars().collect();
    let line = |number: usize| {
        let other = |place: usize| {
            let index = (number * (place * 2 + 3) + number / 7 * place) % others.len();
            others.get(index).copied()
        };
        let [before, after]: [String; 2] = [0..6, 6..12].map(|places| places.filter_map(other).collect());
        let told = if number.is_multiple_of(2) { "慢地" } else { "见的" };
        format!("{before}{told}{after}。\n")
    };
    (0..4000).map(line).collect()
}

#[test]
fn particles_are_learned_from_what_stands_around_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1.txt");
    std::fs::write(&path, text_with_particles()).unwrap();
    let paths = [path];
    let model = build(&paths, false);
    assert!(model.parts().unwrap().particles.is_none());
    let learned = learn::particles(&model, &paths, &Silent).unwrap();
    assert_eq!(learned.bytes(), learn::particles(&model, &paths, &Silent).unwrap().bytes());
    let particles = learned.parts().unwrap().particles.unwrap();
    let adverbial = |text: &str| {
        let line = Line::read(text, 0).symbols;
        let place = line.len() - 4;
        let [attributive, adverbial, _] = particles.likelihoods(&line, place);
        adverbial - attributive
    };
    let [slowly, seen] = ["春山云雪慢的东花", "春山云雪见的东花"].map(adverbial);
    assert!(slowly > 1.0 && seen < -1.0, "{slowly} {seen}");
    let nothing = folder.path().join("2.txt");
    std::fs::write(&nothing, "抓好落实，推动发展，加强领导，改进作风。\n").unwrap();
    assert!(learn::particles(&model, &[nothing], &Silent).unwrap_err().to_string().contains("可学"));
}

#[test]
fn mistakes_are_measured_by_kind() {
    let folder = tempfile::tempdir().unwrap();
    let model = Model::shipped().unwrap();
    let measured = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        learn::measure(&model, &Marked::read(&path).unwrap()).unwrap()
    };
    let sentences = "全球气侯变化影响农业生产。\t全球气候变化影响农业生产。\n\
                     要严明政治纪律政治纪律和政治规矩。\t要严明政治纪律和政治规矩。\n\
                     各部门要把责任落实到人。\n";
    let pairs = measured("sentences.tsv", sentences);
    assert_eq!((pairs.texts, pairs.all.mistakes, pairs.all.found, pairs.all.wrong()), (3, 2, 2, 0));
    assert_eq!(pairs.kinds.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [Kind::SameSound, Kind::Superfluous]);
    let document = r#"{"sentences": [["全球气侯变化影响农业生产。"]], "corrections": [[[[4, "S", "侯", "候"]]]]}"#;
    assert_eq!(measured("documents.json", document).all.found, 1);
    let clean = measured("clean.txt", "各部门要把责任落实到人。\n要认真贯彻执行。\n");
    assert_eq!((clean.texts, clean.all.mistakes, clean.all.told), (1, 0, 0));
    let path = folder.path().join("broken.json");
    std::fs::write(&path, "{}").unwrap();
    assert!(Marked::read(&path).unwrap_err().to_string().contains("broken.json"));
}

#[test]
fn a_line_without_its_correction_is_refused_with_the_files_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sentences.tsv");
    std::fs::write(&path, "要抓好落实。\n").unwrap();
    let error = Errors::read(&path, 1.0).unwrap_err().to_string();
    assert!(error.contains("sentences.tsv") && error.contains("制表符"), "{error}");
}
