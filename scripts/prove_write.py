"""Prove that a write changed cells of a workbook and nothing else: ``python prove_write.py BEFORE AFTER``.

Written from the file format (ECMA-376) with Python's own library; it shares no line with the program that writes. Each
part must be there, byte for byte. In one that is not, only these may differ: a value (no formula, no result of one, not
how a cell looks), a sheet's extent, one more style at the end of a list, one more hidden name or one of ours moved,
calculation on opening, a table's heading; of a column that came or went, all its own. Exit status: 0 only cells differ,
1 something else does, 2 wrong usage, 4 a file cannot be read.
Examples: %(prog)s before.xlsx jobs.xlsx; or, to read it page by page, %(prog)s before.xlsx jobs.xlsx | less
"""

import argparse
import sys
import zipfile
from collections import Counter, defaultdict
from io import BytesIO
from pathlib import Path
from posixpath import join, normpath, split
from xml.etree import ElementTree as ET

Pieces = dict[tuple[str, ...], str]  # everything that a part says, by where it says it
PARSER = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
PARSER.add_argument("files", type=Path, nargs=2, metavar="FILE", help="the workbook before, and the one after")
MOST_BYTES, MOST_ELEMENTS, MOST_COLUMNS = 256 * 1024**2, 4_000_000, 16_384


def cell_at(reference: str) -> tuple[int, int]:
    """Row and column of a cell ("C2"); 0 for what it does not name."""
    letters, digits = reference.strip("$0123456789")[:3], "".join(filter(str.isdigit, reference))
    return int(digits or 0), sum((ord(letter) - 64) * 26**n for n, letter in enumerate(reversed(letters)))


def columns_of(references: str) -> set[int]:
    """The columns of some blocks of cells ("C2:F9 H3")."""
    ends = {(cell_at(block.split(":")[0])[1], cell_at(block.split(":")[-1])[1]) for block in references.split()}
    return {column for first, last in ends for column in range(first, min(last, MOST_COLUMNS) + 1)}


def unpack(file: bytes) -> dict[str, bytes]:
    """The parts of a zip file in their order, and its comment."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        entries = {"/" + entry.filename.replace("\\", "/"): entry for entry in archive.infolist()}
        if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES or len(entries) < len(archive.infolist()):
            raise ValueError("it is too large, or has a part twice")
        return {name: archive.read(entry) for name, entry in entries.items()} | {"its comment": archive.comment}


def read_part(parts: dict[str, bytes], name: str) -> ET.Element:
    """The root of a part, or an empty element where there is none. No document type: bombs are made of its entities."""
    xml = parts.get(name, b"<none/>")
    if xml.count(b"<") > MOST_ELEMENTS or b"<!DOCTYPE" in xml.replace(b"\0", b""):
        raise ValueError(f"{name} is too large, or defines a document type")
    root = ET.fromstring(xml)  # noqa: S314 - see above
    root.set("prefixes", str(sorted({pair for _, pair in ET.iterparse(BytesIO(xml), ("start-ns",))})))  # noqa: S314
    return root


def relations(parts: dict[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    """What a part points at: id -> the last word of the kind, and the name of a part."""
    folder, base = split(name)
    items = [item.attrib for item in read_part(parts, join(folder, "_rels", f"{base}.rels"))]
    return {e["Id"]: (e["Type"].rpartition("/")[2], normpath(join(folder, e["Target"]))) for e in items}


def take_apart(element: ET.Element, place: tuple[str, ...], pieces: Pieces) -> Pieces:
    """All that an element says, by where it says it. Each cell is one piece, each column, each thing in a list."""
    pieces[place] = pieces.get(place, "") + element.tag + (element.text or "").strip()
    pieces |= {(*place, f"@{name}"): value for name, value in element.items()}
    seen = Counter[str]()
    for child in element:
        kind, child.tail = child.tag.rpartition("}")[2], None
        seen[kind] += 1
        known = child.get("r") or child.get("sqref") or (kind == "definedName" and child.get("name")) or seen[kind]
        inner = (*place, f"{kind} {known}{child.get('localSheetId', '')}")
        if kind == "col":
            columns = range(int(child.attrib.pop("min")), int(child.attrib.pop("max")) + 1)
            if columns[-1] > MOST_COLUMNS or (*place, f"col {columns[-1]}") in pieces:
                raise ValueError("a sheet has columns that cannot be")
            pieces |= dict.fromkeys([(*place, f"col {column}") for column in columns], ET.tostring(child, "unicode"))
        elif place[1:] and kind != "row":
            if kind == "tableColumn":
                pieces[(*inner, "@name")] = child.attrib.pop("name", "")
            pieces[inner] = pieces.get(inner, "") + ET.tostring(child, "unicode")
        else:
            take_apart(child, inner, pieces)
    return pieces


class Receipt:
    """What differs between two states of a workbook: cells, what came along with them, and faults."""

    def __init__(self, before: bytes, after: bytes) -> None:
        self.told: dict[str, list[str]] = {"Something else differs": [], "Cells that differ": [], "Came along": []}
        self.faults, self.cells, self.along = self.told.values()
        self.came, self.went = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)  # columns by sheet
        old, new = unpack(before), unpack(after)
        self.faults += [f"parts or their order: {sorted(old.keys() ^ new.keys())}"] if list(old) != list(new) else []
        main = next((name for kind, name in relations(old, "/").values() if kind == "officeDocument"), "")
        targets = relations(old, main)
        styles, strings = (dict(targets.values()).get(kind, "") for kind in ("styles", "sharedStrings"))
        titles: dict[str, str] = {}
        for sheet in read_part(old, main).iterfind("{*}sheets/*"):
            for _, name in [targets[value] for value in sheet.attrib.values() if value in targets]:
                tables = [target for kind, target in relations(old, name).values() if kind == "table"]
                titles |= dict.fromkeys([name, *tables], sheet.get("name", ""))
        titles |= {styles: "styles", main: "workbook"}
        self.strings = [[self.text_of(item, 0) for item in read_part(parts, strings)] for parts in (old, new)]
        differing = [name for name in old if old[name] != new.get(name, old[name])]
        self.faults += [f"{name} is not the same" for name in differing if name not in titles]
        for name in [name for name in titles if name in differing]:
            roots = [read_part(parts, name) for parts in (old, new)]
            self.judge(titles[name], *(take_apart(root, (root.tag.rpartition("}")[2],), {}) for root in roots))

    def text_of(self, cell: ET.Element, state: int) -> str:
        """What stands in a cell or a shared text, in runs or not, without the phonetic guide; in state 0 or 1."""
        paths = ("{*}v", "{*}t", "{*}r/{*}t", "{*}is/{*}t", "{*}is/{*}r/{*}t")
        text = "".join(found.text or "" for path in paths for found in cell.findall(path))
        return self.strings[state][int(text)] if text and cell.get("t") == "s" else text

    def judge(self, title: str, old: Pieces, new: Pieces) -> None:
        """Compare a part piece by piece."""
        cells = {place: cell_at(place[3][2:]) for place in old | new if place[-1].startswith("c ")}
        changed = [place for place in old | new if old.get(place) != new.get(place)]
        for moved, pieces in ((self.came, old), (self.went, new)):
            filled = {at[1] for place, at in cells.items() if "><" in pieces.get(place, "")}
            moved[title] |= {cells[place][1] for place in changed if place in cells} - filled
        shared = [[p for p in these if p in those and p[-1][0] != "@"] for these, those in ((old, new), (new, old))]
        order = [cells[place] for place in new if place in cells and cells[place][1]]
        if shared[0] != shared[1] or (order != sorted(order) and old.keys() != new.keys()):
            self.faults.append(f"{title}: something is in another order")
        for place in changed:
            if place in cells:
                self.judge_cell(title, *(ET.fromstring(p.get(place, "<c/>")) for p in (old, new)))  # noqa: S314
            else:
                how = "is new" if place not in old else "is gone" if place not in new else "differs"
                told = self.along if self.comes_along(title, place, old, new) else self.faults
                told.append(f"{title}: {' '.join(place[1:])} {how}")

    def judge_cell(self, title: str, was: ET.Element, now: ET.Element) -> None:
        """Compare two states of a cell; where there is none, it is an empty one."""
        before, after, name = self.text_of(was, 0), self.text_of(now, 1), now.get("r") or was.get("r") or ""
        has_gone = not (now.attrib or len(now)) and cell_at(name)[1] in self.went[title]
        checks = {
            " (a formula, or its result)": was.find("{*}f") is not None or now.find("{*}f") is not None,
            " (the same, but written or shown otherwise)": before == after and not has_gone,
            " (it looks different)": before and (was.get("s") or "0") != (now.get("s") or "0") and not has_gone,
        }
        wrong = "".join(why for why, holds in checks.items() if holds)
        (self.faults if wrong else self.cells).append(f'{title}!{name}: "{before}" -> "{after}"{wrong}')

    def comes_along(self, title: str, place: tuple[str, ...], old: Pieces, new: Pieces) -> bool:
        """Whether a piece may differ because cells do."""
        came, went, is_new, is_gone = self.came[title], self.went[title], place not in old, place not in new
        match place:
            case (_, "sheetData 1", _) | (_, "sheetData 1", _, "@r" | "@spans") | (_, "cols 1" | "definedNames 1"):
                return True
            case ("worksheet", "cols 1" | "dimension 1", what):
                return what == "@ref" or int(what[4:]) in came | went
            case ("worksheet", rule, *_) if rule.startswith("conditionalFormatting ") and len(rule) < MOST_COLUMNS:
                moved = came if place[:2] not in old else went if place[:2] not in new else set()
                return columns_of(rule.partition(" ")[2]) <= moved
            case ("table", kind, *inner):
                was, now = (columns_of(pieces["table", "@ref"]) for pieces in (old, new))
                count = sum(each[-1].startswith("tableColumn ") for each in new)
                if not (now - was <= came and was - now <= went and min(was) == min(now) and len(now) == count):
                    return False
                if place[-1] == "@ref" and not (is_new or is_gone):
                    rows = {"".join(c for c in pieces[place] if not c.isalpha()) for pieces in (old, new)}
                    return len(rows) == 1 and columns_of(new[place]) == now
                said = [cell for cell in self.cells if cell.startswith(f"{title}!")]
                is_said = place[-1] == "@name" and any(cell.endswith(f'-> "{new.get(place)}"') for cell in said)
                return kind == "tableColumns 1" and (inner == ["@count"] or is_new or is_gone or is_said)
            case ("styleSheet", "numFmts 1" | "fonts 1" | "fills 1" | "borders 1" | "cellXfs 1" | "dxfs 1", *inner):
                return inner == ["@count"] or is_new or (is_gone and any(self.went.values()))
            case ("workbook", "calcPr 1", *inner):
                return inner in ([], ["@fullCalcOnLoad"]) and new.get((*place[:2], "@fullCalcOnLoad")) in ("1", "true")
            case ("workbook", "definedNames 1", _):
                name = ET.fromstring(new.get(place) or old[place])  # noqa: S314
                sheet, _, block = (name.text or "").rpartition("!")
                may_go = "_reads_" in place[2] or columns_of(block) <= self.went[sheet.strip("'").replace("''", "'")]
                may_differ = is_new or (may_go if is_gone else "_followthrough_" in place[2])
                return may_differ and name.get("hidden") in ("1", "true") and "_xlnm." not in place[2]
        return False


def main(argv: list[str] | None = None) -> int:
    """Compare two files, and say what differs."""
    try:
        found = Receipt(*(path.read_bytes() for path in PARSER.parse_args(argv).files))
    except Exception as error:  # noqa: BLE001 - a file that cannot be read, for any reason, proves nothing
        PARSER.exit(4, f"It cannot be read, so nothing is proven: {error!r}\n")
    getattr(sys.stdout, "reconfigure", dict)(errors="backslashreplace")  # a console may not know all signs, or be shut
    for heading, lines in found.told.items():
        shown = ["".join(c if c.isprintable() else ascii(c)[1:-1] for c in line) for line in lines]
        print(f"{heading}: {len(lines)}", *shown, sep="\n  ")  # noqa: T201 - this is what it is for
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
