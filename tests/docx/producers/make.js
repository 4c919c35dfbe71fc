// Documents as docx (npm) writes them. Usage: node make.js FOLDER
const fs = require("fs");
const path = require("path");
const { AlignmentType, Document, Footer, FootnoteReferenceRun, Header, HeadingLevel, LevelFormat, Packer, Paragraph, TextRun } = require("docx");

const levels = [
  { level: 0, format: LevelFormat.CHINESE_COUNTING, text: "%1、", alignment: AlignmentType.LEFT },
  { level: 1, format: LevelFormat.CHINESE_COUNTING, text: "（%2）", alignment: AlignmentType.LEFT },
  { level: 2, format: LevelFormat.DECIMAL, text: "%3.", alignment: AlignmentType.LEFT },
];
const item = (text, level) => new Paragraph({ text, numbering: { reference: "draft", level } });
const speech = new Document({
  numbering: { config: [{ reference: "draft", levels }] },
  footnotes: { 1: { children: [new Paragraph("以统计公报为准。")] } },
  sections: [{
    headers: { default: new Header({ children: [new Paragraph("征求意见稿")] }) },
    footers: { default: new Footer({ children: [new Paragraph("青禾县发展和改革局")] }) },
    children: [
      new Paragraph({ text: "在全县经济工作会议上的讲话", heading: HeadingLevel.TITLE }),
      item("总结成绩", 0), item("增长平稳。", 1), item("结构向好。", 1), item("工业占比提高。", 2), item("部署任务", 0), item("扩大投资。", 1),
      new Paragraph({ children: [new TextRun("全年增长"), new TextRun({ text: "百分之六", bold: true }), new FootnoteReferenceRun(1), new TextRun("，，好于预期。")] }),
    ],
  }],
});
Packer.toBuffer(speech).then((bytes) => fs.writeFileSync(path.join(process.argv[2], "npm-docx-speech.docx"), bytes));
