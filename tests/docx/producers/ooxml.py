"""Writes .docx files by hand: one function a part, nothing hidden."""

import zipfile

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": TRANSITIONAL,
        "r": OFFICE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text, properties="", keep=False):
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    space = ' xml:space="preserve"' if keep else ""
    return f"<w:r>{inner}<w:t{space}>{text}</w:t></w:r>"


def paragraph(content, properties=""):
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}{content if content.startswith('<') or not content else run(content)}</w:p>"


def numbered(number, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def style(name):
    return f'<w:pStyle w:val="{name}"/>'


def level(at, form, pattern, start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(number, *levels):
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f'{"".join(levels)}</w:abstractNum>'
    )


def num(number, of, more=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def part(kind, content):
    return f"{HEAD}<w:{kind} {NAMESPACES}>{content}</w:{kind}>"


def cell(*paragraphs):
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def row(*cells, properties=""):
    return f'<w:tr>{properties}{"".join(cells)}</w:tr>'


def table(*rows, columns=2):
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def text_box(*paragraphs, fallback=""):
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
        'distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1800000" cy="600000"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="1" name="Box"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="600000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{"".join(paragraphs)}'
        "</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{fallback or ''.join(paragraphs)}"
        "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(instruction, *content):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        + mark.format("separate")
        + "".join(content)
        + mark.format("end")
    )


def package(path, body, parts=None, relationships="", types="", strict=False, raw=None):
    """parts: name below word/ → (kind of part, XML); raw: name in the archive → bytes."""
    listed = relationships
    known = types
    for name, (kind, _) in (parts or {}).items():
        listed += f'<Relationship Id="r_{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        known += f'<Override PartName="/word/{name}.xml" ContentType="{MIME}.{kind}+xml"/>'
    content = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{MIME}.document.main+xml"/>'
        f"{known}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>',
        **{f"word/{name}.xml": xml for name, (_, xml) in (parts or {}).items()},
    }
    if strict:
        strictly = {TRANSITIONAL: "http://purl.oclc.org/ooxml/wordprocessingml/main", OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
        for old, new in strictly.items():
            content = {name: xml.replace(old, new) for name, xml in content.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in {**content, **(raw or {})}.items():
            # The same bytes whenever it is run.
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), xml, zipfile.ZIP_DEFLATED)
