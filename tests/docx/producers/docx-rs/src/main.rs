//! Writes two test documents with docx-rs into the folder given: a numbered draft and a table with a header.

use std::fs::File;
use std::path::PathBuf;

use docx_rs::{
    AbstractNumbering, Docx, Footnote, Header, IndentLevel, Level, LevelJc, LevelText, NumberFormat, Numbering,
    NumberingId, Paragraph, Run, Start, Table, TableCell, TableRow,
};

fn text(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text))
}

fn level(at: usize, format: &str, pattern: &str) -> Level {
    Level::new(at, Start::new(1), NumberFormat::new(format), LevelText::new(pattern), LevelJc::new("left"))
}

fn item(level: usize, words: &str) -> Paragraph {
    text(words).numbering(NumberingId::new(2), IndentLevel::new(level))
}

fn numbered() -> Docx {
    let list = AbstractNumbering::new(2)
        .add_level(level(0, "chineseCounting", "%1、"))
        .add_level(level(1, "chineseCounting", "（%2）"))
        .add_level(level(2, "decimal", "%3."));
    Docx::new()
        .add_abstract_numbering(list)
        .add_numbering(Numbering::new(2, 2))
        .add_paragraph(text("在全县秋收工作会议上的讲话"))
        .add_paragraph(item(0, "认清形势"))
        .add_paragraph(item(1, "看到成绩。今年粮食长势好于往年。"))
        .add_paragraph(item(1, "看到不足。机具调度还不够快。"))
        .add_paragraph(item(0, "抓住重点"))
        .add_paragraph(item(1, "抢收。成熟一块，收割一块。"))
        .add_paragraph(item(2, "备足机具。"))
        .add_paragraph(item(2, "备足油料。"))
        .add_paragraph(item(1, "晾晒。用好晒场，，防止霉变。"))
        .add_paragraph(text("谢谢大家！"))
}

fn table() -> Docx {
    let row = |cells: [&str; 2]| {
        TableRow::new(cells.map(|cell| TableCell::new().add_paragraph(text(cell))).into_iter().collect())
    };
    let note = Footnote::new().add_content(text("数据截至上月底。"));
    Docx::new()
        .header(Header::new().add_paragraph(text("青禾县农业农村局")))
        .add_paragraph(
            Paragraph::new()
                .add_run(Run::new().add_text("各乡镇进度如下"))
                .add_run(Run::new().add_footnote_reference(note))
                .add_run(Run::new().add_text("，请对照检查。")),
        )
        .add_table(Table::new(vec![row(["乡镇", "进度"]), row(["东岭镇", "九成"]), row(["西河乡", "八成"])]))
        .add_paragraph(text("进度慢的乡镇要加把劲。"))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: docx-rs-producer FOLDER")?);
    for (name, document) in [("docx-rs-numbered", numbered()), ("docx-rs-table", table())] {
        document.build().pack(File::create(folder.join(format!("{name}.docx")))?)?;
    }
    Ok(())
}
