"""Excel tables: growing and shrinking their parts."""

from __future__ import annotations

import pytest

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.package import open_package
from followthrough.ooxml.tables import Table, change_table, read_tables, shrink_table
from xlsx_maker import add_part, relations, row, simple_parts, table, worksheet, zipped

SHEET = "xl/worksheets/sheet1.xml"


def read(source: str) -> Table:
    parts = simple_parts(worksheet(row(1, "Company", "Stage")))
    add_part(parts, "xl/tables/table1.xml", source, "table", "../tables/table1.xml", of=SHEET)
    return read_tables(open_package(zipped(parts)), SHEET)[0]


LEADS = table("Leads", "A1:B9", "Company", "Stage")


def test_blocks() -> None:
    """Headings and totals are the rows the table says, the block what its reference says."""
    plain = read(LEADS)
    assert (plain.block, plain.headings, plain.totals) == ((1, 1, 9, 2), (1, 1, 1, 2), None)
    totals = read(table("Leads", "A1:B9", "Company", "Stage", attributes=' totalsRowCount="1"'))
    assert totals.totals == (9, 1, 9, 2)
    bare = read(table("Leads", "A1:B9", "Company", "Stage", attributes=' headerRowCount="0" totalsRowShown="0"'))
    assert (bare.headings, bare.totals) == (None, None)


def test_a_table_grows_and_shrinks() -> None:
    """Reference, filter, count and columns change, ids are new, everything else stays; shrinking undoes it exactly."""
    source = LEADS.replace('id="2"', 'id="7" dataDxfId="3"').replace("</table>", '<tableStyleInfo name="x"/></table>')
    grown = change_table(read(source), ["Flag", "Next step"], {})
    assert grown.text == (
        source.replace("A1:B9", "A1:D9")
        .replace('count="2"', 'count="4"')
        .replace(
            "</tableColumns>", '<tableColumn id="8" name="Flag"/><tableColumn id="9" name="Next step"/></tableColumns>'
        )
    )
    assert shrink_table(read(grown.text), 2).text == source


def test_a_filter_beside_a_totals_row_keeps_its_rows() -> None:
    """The filter ends above the totals; only its last column moves."""
    source = table("Leads", "A1:B9", "Company", "Stage", attributes=' totalsRowCount="1"')
    source = source.replace('<autoFilter ref="A1:B9"/>', '<autoFilter ref="A1:B8"/>')
    assert '<autoFilter ref="A1:C8"/>' in change_table(read(source), ["Flag"], {}).text


def test_columns_are_called_otherwise() -> None:
    """Their names change and nothing else, also where a column is added beside them."""
    renamed = change_table(read(LEADS), [], {2: "A & B"}).text
    assert renamed == LEADS.replace('name="Stage"', 'name="A &amp; B"')
    both = read(change_table(read(LEADS), ["Flag"], {1: "Firm", 2: "State"}).text)
    assert both.column_names == ("Firm", "State", "Flag")


def test_names_are_escaped() -> None:
    """A heading with signs of XML or a line break becomes a name that reads back the same."""
    grown = change_table(read(LEADS), ['A & "B"\n<c>'], {})
    assert read(grown.text).column_names[-1] == 'A & "B"\n<c>'
    assert "_x000a_" in grown.text


def test_a_column_that_is_filtered_by_is_not_taken_away() -> None:
    """The filter would ask for a column that is gone."""
    source = LEADS.replace(
        '<autoFilter ref="A1:B9"/>', '<autoFilter ref="A1:B9"><filterColumn colId="1"/></autoFilter>'
    )
    with pytest.raises(WorkbookRefused, match="filtered by one of these"):
        shrink_table(read(source), 1)
    assert shrink_table(read(change_table(read(source), ["Flag"], {}).text), 1).text == source


def test_a_sort_by_a_column_goes_with_it() -> None:
    """What the table was last sorted by is forgotten when that column goes, kept when another goes."""
    state = '<sortState ref="A2:B9"><sortCondition ref="{0}2:{0}9"/></sortState>'
    by_stage = LEADS.replace("<tableColumns", state.format("B") + "<tableColumns")
    assert "sortState" not in shrink_table(read(by_stage), 1).text
    by_company = LEADS.replace("<tableColumns", state.format("A") + "<tableColumns")
    assert "sortState" in shrink_table(read(by_company), 1).text


@pytest.mark.parametrize("source", [
    LEADS.replace('ref="A1:B9" ', "").replace(' ref="A1:B9"', "", 1),
    LEADS.replace("A1:B9", "A1:C9"),
    LEADS.replace("tableColumns", "columns"),
], ids=["no place", "other number of columns", "no columns"])  # fmt: skip
def test_broken_tables_are_refused(source: str) -> None:
    """A table that does not say what it fills is not worked around."""
    with pytest.raises(WorkbookRefused, match="table"):
        read(source)


def test_queried_and_mapped_tables_are_known() -> None:
    """Tables that an outside source fills are told apart: they are not ours to grow."""
    assert read(LEADS).is_plain
    assert not read(table("Leads", "A1:B9", "Company", "Stage", attributes=' tableType="xml"')).is_plain
    parts = simple_parts(worksheet(row(1, "Company", "Stage")))
    add_part(parts, "xl/tables/table1.xml", LEADS, "table", "../tables/table1.xml", of=SHEET)
    parts["xl/tables/_rels/table1.xml.rels"] = relations(("queryTable", "../q.xml"))
    parts["xl/q.xml"] = "<q/>"
    assert not read_tables(open_package(zipped(parts)), SHEET)[0].is_plain
