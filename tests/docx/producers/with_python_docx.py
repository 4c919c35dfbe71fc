"""Documents as python-docx writes them: from Word's own template."""

from docx import Document


def make(folder):
    document = Document()
    document.add_heading("在全县春耕工作会议上的讲话", 0)
    document.add_paragraph("同志们：")
    document.add_heading("一、认清形势", 1)
    document.add_paragraph("今年春耕开局良好，，但旱情抬头。")
    for words in ["备足种子。", "备足化肥。", "检修农机。"]:
        document.add_paragraph(words, style="List Number")
    document.add_heading("二、抓住关键", 1)
    document.add_paragraph("抢墒播种。", style="List Bullet")
    document.add_paragraph("谢谢大家！")
    document.save(folder / "python-docx-speech.docx")

    document = Document()
    document.add_paragraph("各单位任务如下：")
    table = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"第{number + 1}格"
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("请抓紧落实。")
    document.save(folder / "python-docx-table.docx")

    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "内部资料"
    section.footer.paragraphs[0].text = "青禾县农业农村局"
    paragraph = document.add_paragraph("粗细")
    paragraph.add_run("不").bold = True
    paragraph.add_run("一的")
    paragraph.add_run("文字，").italic = True
    paragraph.add_run("，应当只改一处。").underline = True
    document.add_page_break()
    document.add_paragraph("新的一页。")
    document.save(folder / "python-docx-runs.docx")
