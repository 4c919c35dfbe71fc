//! Made-up drafts: any Unicode, and scraps of speeches glued together so that rules have something to say.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What rules look for, and what stands around it.
const SCRAPS: &[&str] = &[
    "一、",
    "二、",
    "三、",
    "五、",
    "十一、",
    "（一）",
    "（二）",
    "(三)",
    "（四）",
    "（1）",
    "2）",
    "1.",
    "2.",
    "４．",
    "3、",
    "①",
    "③",
    "⒉",
    "a.",
    "1.1",
    "一是",
    "二是",
    "三是",
    "五是",
    "二要",
    "三要",
    "第一，",
    "第二",
    "第三，",
    "第五条 ",
    "第二章 ",
    "其一，",
    "其三，",
    "首先，",
    "其次，",
    "再次，",
    "一来，",
    "第二步",
    "一一",
    "一七",
    "百",
    "○",
    "2025",
    "1.5",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "（",
    "）",
    "(",
    ")",
    "[",
    "]",
    "〔",
    "〕",
    "【",
    "】",
    "《",
    "》",
    "，",
    "。",
    "；",
    "：",
    "、",
    "！",
    "？",
    ",",
    ";",
    ":",
    ".",
    "，，",
    "。。",
    "。。。",
    "，.",
    "……",
    "——",
    "国发〔2020〕5号",
    "国发[2020]第05号",
    "本资料权属甲乙文库严禁复制",
    "资料权属某某网，禁止抄袭",
    "百度文库",
    "文秘某网",
    "本文来自某某网整理",
    "未经许可不得转载",
    "wenku.baidu.com",
    "本",
    "同志们：",
    "谢谢大家！",
    "第一篇：春耕",
    "附件1",
    "基层",
    "将基",
    "层工作",
    "统一思想",
    "要务",
    "进一步",
    "会议强调",
    "抓好落实",
    "双语",
    "教学",
    "甲",
    "e\u{301}",
    "\u{301}",
    "👨\u{200d}👩\u{200d}👧",
    "🇨🇳",
    "\u{20000}",
    "\u{feff}",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u{2028}",
    "\u{85}",
    "\u{b}",
    " ",
    "\u{3000}",
    "\t",
    "# ",
    "- ",
    "> ",
    "",
];

/// The words of the confusable list, wrong ones and right ones.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let list = include_str!("../../rules/words/confusable-words.tsv");
    list.lines().skip(1).flat_map(|row| row.split('\t').take(2)).collect()
});

fn scrap() -> impl Strategy<Value = String> {
    prop_oneof![
        10 => select(SCRAPS).prop_map(str::to_owned),
        2 => any::<Index>().prop_map(|index| index.get(&WORDS).to_string()),
        1 => any::<char>().prop_map(String::from),
    ]
}

/// A draft.
pub(crate) fn draft() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::collection::vec(scrap(), 0..60).prop_map(|scraps| scraps.concat()),
        1 => any::<String>(),
    ]
}

/// A draft of several lines that all end alike.
pub(crate) fn draft_with_line_end() -> impl Strategy<Value = (String, &'static str)> {
    (draft(), select(&["\n", "\r\n", "\r"][..])).prop_map(|(text, line_end)| {
        let unified = format!("同志们：\n{text}").replace("\r\n", "\n").replace('\r', "\n").replace('\n', line_end);
        (unified, line_end)
    })
}
