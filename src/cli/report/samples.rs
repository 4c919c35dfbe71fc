//! Drafts and findings that the tests of several formats show.

use super::*;
use crate::finding::{Edit, Fix, Related, Severity};

/// A short draft with one finding of each severity; the second one overlaps the third.
pub(crate) fn draft() -> (Document, Vec<Finding>) {
    let document = Document::new("同志们：\n一是抓落实，，见成效。\r\n第三是抓长效 & <防反弹>。");
    let text = document.text();
    let at = |found: &str| text.find(found).map_or(0..0, |start| start..start + found.len());
    let order = Finding {
        rule: crate::rules::find("ST107").unwrap(),
        severity: Severity::Warning,
        range: at("第三是").into(),
        message: "此处“第三”应为“二是”。".into(),
        related: vec![Related { range: at("一是").into(), message: "本级第一项用“一是”".into() }],
        fixes: vec![
            Fix::likely("改为“二是”", vec![Edit::replace(at("第三是"), "二是")]),
            Fix::alternative("改为“第二是”", vec![Edit::replace(at("三"), "二")]),
        ],
    };
    let doubled = Finding {
        rule: crate::rules::find("PU208").unwrap(),
        severity: Severity::Error,
        range: at("，，").into(),
        message: "标点“，，”重复，只留一个“，”。".into(),
        related: Vec::new(),
        fixes: vec![Fix::safe("删去重复的标点", vec![Edit::replace(at("，，"), "，")])],
    };
    let word = Finding {
        rule: crate::rules::find("WD402").unwrap(),
        severity: Severity::Info,
        range: at("是抓长效 & <防").into(),
        message: "请核对 100% 的“<长效>”：\n是否有误。".into(),
        related: Vec::new(),
        fixes: Vec::new(),
    };
    (document, vec![doubled, order, word])
}

/// What `format` makes of [`draft`], of a draft without findings, and of one that could not be read.
pub(crate) fn report(format: &dyn Format) -> String {
    let (document, findings) = draft();
    let clean = Document::new("同志们：\n");
    let checked =
        |path, document, findings| Checked { path, encoding: Encoding::UTF_8, document, findings, fixed: None };
    let mut writer = Writer::new(format, Vec::new(), None);
    for checked in [checked("净.txt", &clean, &[]), checked("稿 1/讲话,#1.txt", &document, &findings)] {
        writer.add(Part::Rendered(Fragment::new(format, &checked)));
    }
    let mut totals = Totals::of(&[]);
    totals += Totals::of(&findings);
    totals.unchecked = 1;
    written(writer.finish(&totals, &[Problem::at("无.txt", "读不出：没有这个文件")]))
}

/// What `format` makes of these drafts.
pub(crate) fn of(format: &dyn Format, drafts: &[Checked<'_>]) -> String {
    let mut writer = Writer::new(format, Vec::new(), None);
    let mut totals = Totals::default();
    for checked in drafts {
        writer.add(Part::Rendered(Fragment::new(format, checked)));
        totals += Totals::of(checked.findings);
    }
    written(writer.finish(&totals, &[]))
}

/// The text of a report that went well.
pub(crate) fn written((report, result): (Vec<u8>, std::io::Result<()>)) -> String {
    assert!(result.is_ok(), "{result:?}");
    String::from_utf8(report).unwrap_or_default()
}
