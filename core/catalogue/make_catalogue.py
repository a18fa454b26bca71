"""Turns the versions of the catalogue into constant tables: make_catalogue.py OUT.h FOLDER.

Fails, naming each fault and its entry, when a version is not sound: so a broken catalogue stops the
build, not a user. Tables and not JSON, because the browser would parse that at every start.
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from read_catalogue import KINDS, MARKS, read_all  # noqa: E402


def literal(text):
    return json.dumps(text, ensure_ascii=False).replace("?", "\\?")


class Pool:
    """Lists of addresses laid end to end; equal lists share their place."""

    def __init__(self):
        self.items, self.places = [], {}

    def span(self, array, numbers):
        key = tuple(numbers)
        if not key:
            return "{}"
        if key not in self.places:
            self.places[key] = len(self.items)
            self.items += key
        return f"{{&{array}[{self.places[key]}], {len(key)}}}"


class Tables:
    """The text of one version's namespace."""

    def __init__(self, number, version):
        self.name = f"v{number}"
        self.version = version
        self.entries = [(kind, entry) for kind in KINDS
                        for entry in version.kinds[kind]["entries"]]
        self.numbers = {(kind, entry["code"]): i for i, (kind, entry) in enumerate(self.entries)}
        self.lists, self.note_lists = Pool(), Pool()
        self.note_numbers = {code: i for i, code in enumerate(version.head["notes"])}
        self.children = {i: [] for i in range(len(self.entries))}
        self.parents = {}
        for i, (kind, entry) in enumerate(self.entries):
            if "parent" in entry:
                parent_kind = KINDS[kind].get("parent") or KINDS[kind].get("parent?") or kind
                self.parents[i] = self.numbers[parent_kind, entry["parent"]]
                self.children[self.parents[i]].append(i)

    def levels(self, i):
        """The entry's own, or those of what it stands under."""
        while True:
            kind, entry = self.entries[i]
            if "levels" in entry:
                return [self.numbers["level", code] for code in entry["levels"]]
            if kind == "level" or i not in self.parents:
                return []
            i = self.parents[i]

    def address(self, kind, code):
        return f"&kEntries[{self.numbers[kind, code]}]" if code else "nullptr"

    def any_address(self, text):
        return self.address(*text.split(":")) if text else "nullptr"

    def entry_row(self, i):
        kind, entry = self.entries[i]
        texts = [entry["code"], entry["lv"], entry["en"], entry.get("detail_lv", ""),
                 entry.get("detail_en", "")]
        parent = f"&kEntries[{self.parents[i]}]" if i in self.parents else "nullptr"
        notes = [self.note_numbers[code] for code in entry["all_notes"]]
        return (f"    {{Kind::{kind}, {', '.join(map(literal, texts))}, {parent}, "
                f"{self.lists.span('kLists', self.children[i])}, "
                f"{self.lists.span('kLists', self.levels(i))}, "
                f"{self.note_lists.span('kNoteLists', notes)}}},")

    def kind_row(self, kind):
        table = self.version.kinds[kind]
        numbers = [self.numbers[kind, entry["code"]] for entry in table["entries"]]
        by_code = sorted(numbers, key=lambda i: self.entries[i][1]["code"].encode())
        span = f"{{&kEntries[{numbers[0]}], {len(numbers)}}}" if numbers else "{}"
        return (f"    {{Kind::{kind}, {literal(kind)}, {literal(table['lv'])}, "
                f"{literal(table['en'])}, Extension::{table['extension']}, {span}, "
                f"{self.lists.span('kLists', by_code)}}},")

    def role_row(self, row):
        texts = [row[f"{name}_{tag}"] for name in ("scope", "holder_text") for tag in ("lv", "en")]
        return (f"    {{{self.address('role_row', row['code'])}, "
                f"{self.address('scale', row['scale'])}, {self.address('role', row['role'])}, "
                f"{self.address('responsibility', row['responsibility'])}, "
                f"Holder::{row['holder']}, {', '.join(map(literal, texts))}}},")

    def box_row(self, box):
        return (f"    {{{self.address('task_box', box['code'])}, "
                f"{self.address('scale', box.get('scale'))}, "
                f"{self.address('phase', box.get('phase'))}}},")

    def relation_row(self, row):
        return (f"    {{{self.address('relation', row['code'])}, RelationType::{row['type']}, "
                f"{self.any_address(row['from'])}, {self.any_address(row.get('to'))}}},")

    def text(self):
        head, kinds = self.version.head, self.version.kinds
        words = [("Mark::" + mark, literal(head["marks"][mark]["lv"]),
                  literal(head["marks"][mark]["en"])) for mark in MARKS]
        arrays = [
            ("Note", "kNotes", [
                f"    {{{literal(code)}, Mark::{note['mark']}, {literal(note['field'])}, "
                f"{literal(note['lv'])}, {literal(note['en'])}}},"
                for code, note in head["notes"].items()]),
            ("Entry", "kEntries", [self.entry_row(i) for i in range(len(self.entries))]),
            ("KindInfo", "kKinds", [self.kind_row(kind) for kind in KINDS]),
            ("RoleRow", "kRoleRows", [self.role_row(row) for row in kinds["role_row"]["entries"]]),
            ("Box", "kBoxes", [self.box_row(box) for box in kinds["task_box"]["entries"]]),
            ("Relation", "kRelations", [self.relation_row(one)
                                        for one in kinds["relation"]["entries"]]),
            ("MarkInfo", "kMarks", [f"    {{{', '.join(one)}}}," for one in words]),
            ("Fault", "kFaults", [
                f"    {{{literal(one['found'])}, {literal(one['mended'])}, {one['times']}, "
                f"{literal(one['lv'])}, {literal(one['en'])}}},"
                for one in head.get("faults", [])]),
        ]
        arrays += [  # last, since the rows above fill them
            ("Entry* const", "kLists", [f"    &kEntries[{i}]," for i in self.lists.items]),
            ("Note* const", "kNoteLists", [f"    &kNotes[{i}]," for i in self.note_lists.items]),
        ]
        # The arrays point at each other, so all are declared before any is defined.
        arrays = [one for one in arrays if one[2]]
        declared = "\n".join(f"extern const {what} {name}[{len(rows)}];"
                             for what, name, rows in arrays)
        defined = "\n".join(f"constexpr const {what} {name}[{len(rows)}] = {{\n"
                            + "\n".join(rows) + "\n};" for what, name, rows in arrays)
        return f"namespace {self.name} {{\n{declared}\n{defined}\n}}  // namespace {self.name}\n"

    def catalogue_row(self):
        head = self.version.head
        texts = [head["id"], head["date"], head["source"]["lv"], head["source"]["en"]]
        names = [f"{self.name}::{array}" if rows else "{}" for array, rows in (
            ("kKinds", KINDS), ("kRoleRows", self.version.kinds["role_row"]["entries"]),
            ("kBoxes", self.version.kinds["task_box"]["entries"]),
            ("kRelations", self.version.kinds["relation"]["entries"]),
            ("kMarks", MARKS), ("kFaults", head.get("faults")))]
        return f"    {{{', '.join(map(literal, texts))}, {', '.join(names)}}},"


def header(versions):
    tables = [Tables(number, version) for number, version in enumerate(versions)]
    return (
        "// Made by core/catalogue/make_catalogue.py from assets/catalogue.\n#pragma once\n\n"
        '#include "core/catalogue/catalogue.h"\n\nnamespace saimnieks::catalogue::tables {\n\n'
        + "\n".join(table.text() for table in tables)
        + f"\nconstexpr Catalogue kVersions[{len(tables)}] = {{\n"
        + "\n".join(table.catalogue_row() for table in tables)
        + "\n};\n\n}  // namespace saimnieks::catalogue::tables\n"
    )


def main():
    out, folder = sys.argv[1:]
    versions, faults = read_all(folder)
    if not faults and not versions:
        faults = ["there is no version"]
    if faults:
        sys.exit("\n".join(f"catalogue: {fault}" for fault in faults))
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with open(out, "w", encoding="utf-8") as file:
        file.write(header(versions))


if __name__ == "__main__":
    main()
