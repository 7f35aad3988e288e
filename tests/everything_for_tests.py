"""A workbook with one of each thing that a write could lose, as raw XML."""

from __future__ import annotations

import datetime as dt

from followthrough.writing.columns import add_columns
from followthrough.writing.patch import CellValue, patch_workbook
from xlsx_maker import (
    DECLARATION,
    MAIN,
    PACKAGE,
    add_part,
    relations,
    shared_strings,
    simple_parts,
    table,
    worksheet,
    zipped,
)

BOOK = "xl/workbook.xml"
JOBS, MORE = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
OURS = ("Flag", "Next step", "Due", "How", "Why")
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
NAMESPACES = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr"'
    ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
)
TEXTS = (
    "<t>Company</t>", "<t>Role</t>", "<t>Applied on</t>", "<t>Salary</t>",
    "<r><t>Acme </t></r><r><rPr><b/></rPr><t>Berlin</t></r>",
    '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
    '<t xml:space="preserve"> Birch </t>',
)  # fmt: skip
BEFORE_ROWS = (
    '<sheetPr><tabColor rgb="FF00AA00"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:D6"/>'
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
    ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B2" sqref="B2"/></sheetView>'
    '</sheetViews><sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>'
    '<cols><col min="1" max="1" width="30" customWidth="1"/><col min="2" max="2" width="12" hidden="1"/></cols>'
)
ROWS = (
    '<row r="1" spans="1:4" ht="24" customHeight="1"><c r="A1" s="1" t="s"><v>0</v></c>'
    '<c r="B1" s="1" t="s"><v>1</v></c><c r="C1" s="1" t="s"><v>2</v></c><c r="D1" s="1" t="s"><v>3</v></c></row>'
    '<row r="2" spans="1:4"><c r="A2" t="s"><v>4</v></c><c r="B2" t="inlineStr"><is>'
    '<t xml:space="preserve"> Analyst </t></is></c><c r="C2" s="3"><v>46342</v></c><c r="D2"><v>50000</v></c></row>'
    '<row r="3" spans="1:4" hidden="1" outlineLevel="1"><c r="A3" t="s" ph="1"><v>5</v></c><c r="B3" s="4"/>'
    '<c r="C3" s="3"><v>46343</v></c><c r="D3"><f>D2*2</f><v>100000</v></c></row>'
    '<row r="4" spans="1:4"><c r="A4" t="s"><v>6</v></c><c r="B4" t="b"><v>1</v></c><c r="C4" t="e"><v>#N/A</v></c>'
    '<c r="D4" t="str"><f>A4&amp;"!"</f><v> Birch !</v></c></row>'
    '<row r="6"><c r="A6" s="4" t="inlineStr"><is><t>Total</t></is></c><c r="B6" s="4"/><c r="D6"><f>SUM(D2:D3)</f>'
    "<v>150000</v></c></row>"
)
AFTER_ROWS = (
    '<sheetProtection sheet="0" formatCells="0"/><protectedRanges><protectedRange sqref="D2:D4" name="Pay"/>'
    '</protectedRanges><mergeCells count="1"><mergeCell ref="A6:B6"/></mergeCells><phoneticPr fontId="1"/>'
    '<conditionalFormatting sqref="C2:C4"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan">'
    '<formula>46340</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list"'
    ' sqref="B2:B9"><formula1>"Analyst,Engineer"</formula1></dataValidation></dataValidations>'
    '<hyperlinks><hyperlink ref="A2" r:id="rId1" tooltip="Their page"/></hyperlinks><printOptions gridLines="1"/>'
    '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    '<pageSetup orientation="landscape" r:id="rId2"/><headerFooter><oddHeader>&amp;LMine</oddHeader></headerFooter>'
    '<rowBreaks count="1" manualBreakCount="1"><brk id="4" max="16383" man="1"/></rowBreaks>'
    '<ignoredErrors><ignoredError sqref="C4" evalError="1"/></ignoredErrors><drawing r:id="rId3"/>'
    '<legacyDrawing r:id="rId4"/><tableParts count="1"><tablePart r:id="rId6"/></tableParts>'
    f'<extLst><ext xmlns:x14="{X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
    '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule'
    ' type="dataBar" id="{00000000-0000-4000-8000-000000000001}"><x14:dataBar><x14:cfvo type="autoMin"/>'
    '<x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>D2:D4</xm:sqref></x14:conditionalFormatting>'
    "</x14:conditionalFormattings></ext></extLst>"
)
SECOND = worksheet(
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><f>Jobs!D6</f><v>150000</v></c></row>',
    after='<autoFilter ref="A1:A2"><filterColumn colId="0"><filters><filter val="150000"/></filters></filterColumn>'
    "</autoFilter>",
)
NAMES = (
    '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">Sheet2!$A$1:$A$2</definedName>'
    '<definedName name="_xlnm.Print_Titles" localSheetId="0">Jobs!$1:$1</definedName>'
    '<definedName name="Pay">Jobs!$D$2:$D$4</definedName></definedNames><calcPr calcId="191029"/>'
)
PROPERTIES = '<workbookPr date1904="0"/><bookViews><workbookView activeTab="0"/></bookViews>'
CHAIN = '<c r="D3" i="1"/><c r="D4"/><c r="D6"/><c r="A2" i="2"/>'
COMMENT = (
    '<authors><author>Dana</author></authors><commentList><comment ref="A2" authorId="0"><text><t>Met them</t></text>'
    "</comment></commentList>"
)
HEADINGS = ("Company", "Role", "Applied on", "Salary")
COLORS = (
    '<dxfs count="1"><dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs>'
    '<tableStyles count="0" defaultTableStyle="TableStyleMedium2"/></styleSheet>'
)


# Parts that hang on another: the name, what it holds, the kind of the relation, the part it hangs on.
PARTS = (
    ("xl/sharedStrings.xml", shared_strings(*TEXTS), "sharedStrings", BOOK),
    ("xl/theme/theme1.xml", f'{DECLARATION}<a:theme xmlns:a="{DRAWING}/main" name="Mine"/>', "theme", BOOK),
    ("xl/calcChain.xml", f'{DECLARATION}<calcChain xmlns="{MAIN}">{CHAIN}</calcChain>', "calcChain", BOOK),
    ("xl/printerSettings1.bin", "A4", "printerSettings", JOBS),
    ("xl/drawing1.xml", f'{DECLARATION}<d:wsDr xmlns:d="{DRAWING}/spreadsheetDrawing"/>', "drawing", JOBS),
    ("xl/image1.png", "a picture", "image", "xl/drawing1.xml"),
    ("xl/vmlDrawing1.vml", '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="s1"/></xml>', "vmlDrawing", JOBS),
    ("xl/comments1.xml", f'{DECLARATION}<comments xmlns="{MAIN}">{COMMENT}</comments>', "comments", JOBS),
    ("xl/table1.xml", table("Leads", "A1:D4", *HEADINGS, after='<tableStyleInfo name="Mine"/>'), "table", JOBS),
)


def everything() -> bytes:
    """The workbook as its owner left it."""
    first = worksheet(ROWS, before=BEFORE_ROWS, after=AFTER_ROWS, attributes=NAMESPACES)
    parts = simple_parts(first, SECOND, inside=NAMES, before=PROPERTIES)
    parts[BOOK] = parts[BOOK].replace('sheetId="2"', 'sheetId="2" state="hidden"')
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace("</styleSheet>", COLORS)
    link = relations(("hyperlink", "https://example.com/acme"))
    parts[f"{JOBS.replace('sheets/', 'sheets/_rels/')}.rels"] = link.replace('acme"', 'acme" TargetMode="External"')
    for name, content, kind, owner in PARTS:
        add_part(parts, name, content, kind, f"/{name}", of=owner)
    parts["docProps/core.xml"] = (
        f'{DECLARATION}<c:coreProperties xmlns:c="{PACKAGE}/metadata"><c:by>Dana</c:by></c:coreProperties>'
    )
    return zipped(parts)


def written(workbook: bytes) -> bytes:
    """The workbook after our columns were added, advice written, and a cell of another sheet filled."""
    values: tuple[CellValue, ...] = ("Due", "Follow up", dt.date(2026, 11, 23), "Phone", "Because")
    advice = dict(zip(("E2", "F2", "G2", "H2", "I2"), values, strict=True))
    return patch_workbook(add_columns(workbook, "Jobs", 1, OURS), {"Jobs": advice, "Sheet2": {"B1": "checked"}})
