"""Edge cases that no word processor here writes on its own."""

from ooxml import (abstract, cell, field, level, num, numbered, package, paragraph, part, row, run, style, table, text_box)

NOTHING = '<w:suff w:val="nothing"/>'
SPACE = '<w:suff w:val="space"/>'


def numbering(folder):
    lists = part("numbering", "".join([
        abstract(0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）", more=NOTHING),
                 level(2, "decimal", "%3.", more=SPACE), level(3, "decimal", "（%4）", more=NOTHING)),
        abstract(1, level(0, "decimalEnclosedCircle", "%1"), level(1, "upperLetter", "%2.")),
        abstract(2, level(0, "ideographTraditional", "%1、"), level(1, "lowerRoman", "%2)")),
        abstract(3, level(0, "decimal", "第%1条", more=SPACE), level(1, "decimal", "%1.%2"),
                 level(2, "decimal", "%1.%2.%3")),
        abstract(4, level(0, "bullet", "\uf0b7")),
        abstract(5, level(0, "japaneseCounting", "%1是", more=NOTHING)),
        num(1, 0), num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'), num(3, 0),
        num(4, 1), num(5, 2), num(6, 3), num(7, 4), num(8, 5),
        num(9, 3, '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/>'
                  '<w:lvlText w:val="附件%1"/></w:lvl></w:lvlOverride>'),
    ]))
    items = [("认清形势", 1, 0), ("看到成绩", 1, 1), ("看到差距", 1, 1), ("产业不强", 1, 2), ("人才不足", 1, 2), ("引不来", 1, 3),
             ("留不住", 1, 3), ("抓住重点", 1, 0), ("抓产业", 1, 1), ("强龙头", 1, 2), ("重新计数", 2, 0), ("接着计数", 3, 0),
             ("备料", 4, 0), ("清点", 4, 1), ("登记", 4, 1), ("开工", 4, 0), ("甲方", 5, 0), ("义务", 5, 1), ("乙方", 5, 0),
             ("总则", 6, 0), ("目的", 6, 1), ("依据", 6, 1), ("细目", 6, 2), ("分则", 6, 0), ("范围", 6, 1), ("要点", 7, 0),
             ("抓春耕", 8, 0), ("抓防汛", 8, 0)]
    body = "".join(paragraph(words, numbered(of, at)) for words, of, at in items)
    package(folder / "hand-numbering.docx", body, {"numbering": ("numbering", lists)})
    formats = ["decimal", "upperRoman", "lowerLetter", "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified",
               "japaneseCounting", "ideographTraditional", "ideographZodiac", "decimalEnclosedCircle", "decimalZero", "ordinal"]
    lists = part("numbering", "".join(
        [abstract(at, level(0, form, "%1.", start=8)) for at, form in enumerate(formats)]
        + [num(at + 1, at) for at in range(len(formats))]))
    # Word and LibreOffice part ways behind the last stem and the last branch.
    body = "".join(paragraph(form, numbered(at + 1)) for at, form in enumerate(formats) for _ in range(3))
    package(folder / "hand-formats.docx", body, {"numbering": ("numbering", lists)})


def styles(folder):
    lists = part("numbering", "".join([
        abstract(0, level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="H1"/>'),
                 level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="H2"/>' + NOTHING),
                 level(2, "decimal", "%3.")),
        num(1, 0)]))
    own = '<w:pPr><w:numPr>{}<w:numId w:val="1"/></w:numPr></w:pPr>'
    second = own.format('<w:ilvl w:val="1"/>')
    sheet = part("styles", (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>{own.format("")}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>{second}</w:style>'
        '<w:style w:type="paragraph" w:styleId="H1b"><w:name w:val="My heading"/><w:basedOn w:val="H1"/></w:style>'))
    body = "".join([
        paragraph("总体要求", style("H1")), paragraph("指导思想", style("H2")), paragraph("基本原则", style("H2")),
        paragraph("统筹兼顾。", numbered(1, 2)), paragraph("正文不编号。"), paragraph("重点任务", style("H1")),
        paragraph("夯实基础", style("H2")), paragraph("突出特色。", numbered(1, 2)),
        paragraph("取消编号的标题", style("H1") + '<w:numPr><w:numId w:val="0"/></w:numPr>'), paragraph("组织保障", style("H1"))])
    package(folder / "hand-styles.docx", body, {"numbering": ("numbering", lists), "styles": ("styles", sheet)})


def tables(folder):
    inner = table(row(cell(paragraph("内一")), cell(paragraph("内二"))))
    body = paragraph("下表列出进度。") + table(
        row(cell(paragraph("乡镇"), paragraph("（镇）")), cell(paragraph("进度"))),
        row(cell(paragraph("东岭镇")), cell(paragraph(""))),
        row(cell(inner, paragraph("")), cell(paragraph("西河乡，，进度偏慢。"))),
    ) + paragraph("") + paragraph("表后一段。")
    package(folder / "hand-tables.docx", body)


def characters(folder):
    body = "".join([
        paragraph(run("断") + "<w:r><w:br/></w:r>" + run("行") + "<w:r><w:tab/></w:r>" + run("制表")),
        paragraph(run("后有分页") + '<w:r><w:br w:type="page"/></w:r>'),
        paragraph("<w:r><w:t>不断连字</w:t><w:noBreakHyphen/><w:t>符</w:t><w:cr/><w:t>回车</w:t></w:r>"),
        paragraph(run(" 两端空白不留 ") + run(" 中间 保留 ", keep=True) + run("结尾")),
        paragraph(run("　　全角空格　", keep=True)),
        paragraph(run("&lt;书&gt;&amp;&#x300A;名&#12299;")),
        paragraph("<w:r><w:t><![CDATA[尖<括>号]]></w:t></w:r>"),
        paragraph(run("分") + run("成", "<w:b/>") + run("几", "<w:i/>") + run("段的，") + run("，文字。", "<w:color w:val='FF0000'/>")),
        paragraph('<w:hyperlink r:id="none"><w:r><w:t>链接文字</w:t></w:r></w:hyperlink>'),
        paragraph('<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>gǎo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>稿</w:t></w:r></w:rubyBase></w:ruby></w:r>' + run("件")),
        '<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>' + paragraph("控件里的文字") + "</w:sdtContent></w:sdt>",
        paragraph("𠀀𠮷：扩展区汉字。"),
    ])
    package(folder / "hand-characters.docx", body)


def changes(folder):
    mark = '<w:rPr><w:del w:id="9" w:author="甲"/></w:rPr>'
    gone = lambda words: f'<w:del w:id="2" w:author="甲"><w:r><w:delText>{words}</w:delText></w:r></w:del>'
    new = lambda words: f'<w:ins w:id="1" w:author="甲">{run(words)}</w:ins>'
    lists = part("numbering", abstract(0, level(0, "chineseCounting", "%1、")) + num(1, 0))
    body = "".join([
        paragraph(run("会议") + gone("指出") + new("强调") + run("，要抓好落实，") + new("，确保实效。")),
        paragraph(run("前半段，"), mark), paragraph("后半段。"),
        paragraph("保留的一项。", numbered(1)),
        paragraph(gone("整项删去。"), numbered(1) + mark),
        paragraph("第二项。", numbered(1)),
        paragraph('<w:moveFrom w:id="3" w:author="甲">' + run("移走的话。") + "</w:moveFrom>" + run("留下的话。")),
        paragraph(run("又来了：") + '<w:moveTo w:id="4" w:author="甲">' + run("移走的话。") + "</w:moveTo>"),
        paragraph("原先编号的一段。", '<w:pPrChange w:id="5" w:author="甲"><w:pPr>' + numbered(1) + "</w:pPr></w:pPrChange>"),
        table(row(cell(paragraph("留")), cell(paragraph("下"))),
              row(cell(paragraph(gone("删"))), cell(paragraph(gone("行"))), properties='<w:trPr><w:del w:id="6" w:author="甲"/></w:trPr>')),
        paragraph("完。"),
    ])
    package(folder / "hand-changes.docx", body, {"numbering": ("numbering", lists)})
    # What is left once all changes are accepted.
    accepted = "".join([
        paragraph("会议强调，要抓好落实，，确保实效。"), paragraph("前半段，后半段。"), paragraph("保留的一项。", numbered(1)),
        paragraph("第二项。", numbered(1)), paragraph("留下的话。"), paragraph("又来了：移走的话。"), paragraph("原先编号的一段。"),
        table(row(cell(paragraph("留")), cell(paragraph("下")))), paragraph("完。")])
    package(folder / "hand-changes-accepted.docx", accepted, {"numbering": ("numbering", lists)})


def margins(folder):
    note = lambda kind, number, words: f'<w:{kind} w:id="{number}">{paragraph(run(words))}</w:{kind}>'
    line = lambda kind: f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    parts = {
        "header1": ("header", part("hdr", paragraph("青禾县人民政府，，办公室"))),
        "footer1": ("footer", part("ftr", paragraph(run("— ") + field("PAGE", run("1")) + run(" —")))),
        "footnotes": ("footnotes", part("footnotes", line("footnote") + note("footnote", 3, "后引用的脚注。") + note("footnote", 2, "先引用的脚注，，有错。"))),
        "endnotes": ("endnotes", part("endnotes", line("endnote") + note("endnote", 2, "尾注文字。"))),
        "comments": ("comments", part("comments", '<w:comment w:id="7" w:author="科长" w:initials="K">' + paragraph("这里，，再推敲。") + "</w:comment>")),
    }
    body = (
        paragraph(run("有注的一句") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("，再有一句") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + run("。"))
        + paragraph(run("带") + text_box(paragraph("框里，，的话"), paragraph("框里第二段")) + run("框的一段") + '<w:r><w:endnoteReference w:id="2"/></w:r>' + run("。"))
        + paragraph('<w:commentRangeStart w:id="7"/>' + run("批注过的，，话。") + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>')
        + '<w:sectPr><w:headerReference w:type="default" r:id="r_header1"/><w:footerReference w:type="default" r:id="r_footer1"/>'
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    package(folder / "hand-margins.docx", body, parts)


def contents(folder):
    entry = lambda words: run(words) + "<w:r><w:tab/></w:r>" + run("1")
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = mark.format("begin") + '<w:r><w:instrText> TOC \\o "1-1" </w:instrText></w:r>' + mark.format("separate")
    body = "".join([
        paragraph("目录"), paragraph(begin + entry("一、总体要求")), paragraph(entry("二、重点任务")), paragraph(mark.format("end")),
        paragraph("一、总体要求"), paragraph("要抓好落实。"), paragraph("二、重点任务"), paragraph("要突出重点。"),
        paragraph(run("详见") + field('HYPERLINK "https://example.org/"', run("通知，，全文")) + run("。")),
    ])
    package(folder / "hand-contents.docx", body)


def spellings(folder):
    body = paragraph("严格格式的一段，，话。") + table(row(cell(paragraph("格一")), cell(paragraph("格二"))))
    package(folder / "hand-strict.docx", body, strict=True)
    # Another prefix, another name for the main part, a byte-order mark, and picture data that must stay.
    from ooxml import HEAD, MIME, OFFICE, PACKAGE, TRANSITIONAL
    import zipfile
    document = f'\ufeff{HEAD}<x:document xmlns:x="{TRANSITIONAL}"><x:body><x:p><x:r><x:t>别的前缀，，也能读。</x:t></x:r></x:p><x:p/></x:body></x:document>'
    content = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/><Override PartName="/content/main.xml" ContentType="{MIME}.document.main+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="/content/main.xml"/></Relationships>',
        "content/main.xml": document,
        "content/media/image1.png": bytes(range(256)),
    }
    with zipfile.ZipFile(folder / "hand-prefix.docx", "w") as archive:
        archive.comment = b"kept"
        for name, data in content.items():
            method = zipfile.ZIP_STORED if name.endswith("png") else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, method)


def make(folder):
    for write in [numbering, styles, tables, characters, changes, margins, contents, spellings]:
        write(folder)
