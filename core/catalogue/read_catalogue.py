"""Reads the versions of the catalogue from assets/catalogue/<id>/*.json and names every fault.

The shape of the data is here, its words are not. docs/catalogue.md describes the files.
"""
import datetime
import json
import os
import re

# Every kind in the order of enum Kind, with what its entries may carry besides code, lv, en, detail
# and notes. A required field has no question mark; `parent` and the like name the kind referred to.
KINDS = {
    "level": {},
    "scale": {},
    "phase_group": {"levels": "level"},
    "phase": {"parent": "phase_group"},
    "state_register": {},
    "role": {},
    "responsibility": {},
    "role_row": {"levels": "level", "scale": "scale", "role": "role",
                 "responsibility": "responsibility",
                 "holder": ("one", "several", "described"),
                 "scope": "words", "holder_text": "words"},
    "duty": {"parent": "role_row"},
    "task_group": {"levels": "level"},
    "task": {"parent": "task_group"},
    "task_box": {"parent": "task", "scale?": "scale", "phase?": "phase"},
    "practice": {},
    "relation": {"type": ("related", "arises", "help"), "from": "any", "to?": "any"},
    "condition_group": {},
    "condition": {"parent": "condition_group"},
    "condition_item": {"parent": "condition"},
    "resource_kind": {},
    "legend": {"parent": "resource_kind"},
    "process": {"parent": "resource_kind"},
    "competence": {"parent": "resource_kind"},
    "information": {"parent": "resource_kind"},
    "application": {"parent": "information"},
    "technology": {"parent": "resource_kind"},
    "channel": {},
    "guidance": {"parent?": "guidance"},
    "economic_code": {},  # its parent is found by the digits
    "function": {},
    "funding_source": {},
    "allocation_driver": {},
    "cost_nature": {},
    "decision_rule": {"parent": "cost_nature"},
}
EXTENSIONS = ("closed", "digits", "open")
MARKS = ("inferred", "not_in_source", "to_be_confirmed", "proposal", "translated", "withdrawn")
# What a note may speak of: a field of the entry, or the entry as a whole.
NOTED = ("entry", "code", "title", "levels", "scale", "phase", "responsibility", "holder", "scope",
         "legend", "from", "to")
DUTIES = 3  # of every role row: fund, determine, control


def no_duplicates(pairs):
    keys = [key for key, _ in pairs]
    doubled = sorted({key for key in keys if keys.count(key) > 1})
    if doubled:
        raise ValueError(f"doubled: {', '.join(doubled)}")
    return dict(pairs)


def load(folder):
    """{file name without .json: its content} of one version."""
    files = {}
    for name in sorted(os.listdir(folder)):
        stem, ending = os.path.splitext(name)
        try:
            if ending != ".json":
                raise ValueError("only .json files belong here")
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                files[stem] = json.load(file, object_pairs_hook=no_duplicates)
        except ValueError as error:
            raise ValueError(f"{os.path.basename(folder)}/{name}: {error}") from error
    return files


def significant(code):
    return code[0] + code[1:].rstrip("0")


def text_faults(latvian, english):
    """Of one text in its two languages."""
    if not isinstance(latvian, str) or not latvian.strip():
        return ["no Latvian text"]
    if not isinstance(english, str) or not english.strip():
        return ["no English text"]
    faults = []
    for text in (latvian, english):
        if text != " ".join(text.split()) or re.search(r"[\x00-\x1f]", text):
            faults.append(f"white space to mend in “{text}”")
    if latvian == english:
        faults.append(f"the English text is the Latvian one: “{english}”")
    if re.search("[āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ]", english):
        faults.append(f"Latvian letters in the English text “{english}”")
    return faults


class Version:
    """One version as entries by kind, checked; `faults` says what is wrong with it."""

    def __init__(self, files):
        self.faults = []
        self.head = files.get("catalogue", {})
        self.id = str(self.head.get("id", ""))
        self.kinds = {}  # name → the kind's table, its entries completed
        for stem, content in files.items():
            if stem != "catalogue":
                self.take_kinds(stem, content)
        for kind in KINDS:
            if kind not in self.kinds:
                self.fault(kind, "is missing")
                self.kinds[kind] = {"entries": [], "notes": [], "lv": "", "en": ""}
        self.by_code = {kind: {entry.get("code"): entry for entry in table["entries"]}
                        for kind, table in self.kinds.items()}
        self.check_head()
        self.complete()
        for kind, table in self.kinds.items():
            self.check_kind(kind, table)
        self.check_whole()

    def fault(self, where, what):
        self.faults.append(f"{self.id}: {where}: {what}")

    def take_kinds(self, stem, content):
        for kind, table in content.items():
            if kind not in KINDS:
                self.fault(f"{stem}.json", f"{kind} is no kind")
            elif kind in self.kinds:
                self.fault(kind, "stands in two files")
            else:
                self.kinds[kind] = table

    def check_head(self):
        if not re.fullmatch(r"[0-9]{4}-[0-9]+", self.id):
            self.fault("catalogue.json", "id is a year and a number, like 2026-1")
        try:
            datetime.date.fromisoformat(self.head.get("date", ""))
        except ValueError:
            self.fault("catalogue.json", "date is like 2026-01-31")
        self.check_texts("source", self.head.get("source", {}))
        marks, notes = self.head.get("marks", {}), self.head.get("notes", {})
        if tuple(marks) != MARKS:
            self.fault("marks", f"are {', '.join(MARKS)}")
        for mark, words in marks.items():
            self.check_texts(f"mark {mark}", words)
        for code, note in notes.items():
            self.check_texts(f"note {code}", note)
            if note.get("mark") not in MARKS:
                self.fault(f"note {code}", f"{note.get('mark')} is no mark")
            if note.get("field") not in NOTED:
                self.fault(f"note {code}", f"{note.get('field')} is nothing that a note speaks of")
        for fault in self.head.get("faults", []):
            self.check_texts(f"fault “{fault.get('found')}”", fault)
            if fault.get("found") == fault.get("mended") or not fault.get("times"):
                self.fault(f"fault “{fault.get('found')}”", "mends nothing")

    def check_texts(self, where, words, latvian="lv", english="en"):
        for what in text_faults(words.get(latvian), words.get(english)):
            self.fault(where, what)

    def complete(self):
        """What the files do not say twice: titles taken from elsewhere, the codes' parents."""
        for row in self.kinds["role_row"]["entries"]:
            role = self.by_code["role"].get(row.get("role"), {})
            row.update({key: role[key] for key in ("lv", "en") if key in role})
        boxes = self.kinds["task_box"]["entries"]
        for task in self.kinds["task"]["entries"]:
            own = [box for box in boxes if box.get("parent") == task.get("code")]
            if len(own) == 1 and "lv" not in task:
                task.update({key: own[0][key] for key in ("lv", "en") if key in own[0]})
        codes = self.by_code["economic_code"]
        for code, entry in codes.items():
            above = [other for other in codes if other != code
                     and significant(code).startswith(significant(other))]
            if above:
                entry["parent"] = max(above, key=lambda other: len(significant(other)))
        for table in self.kinds.values():
            for entry in table["entries"]:
                entry["all_notes"] = [*entry.get("notes", []), *table.get("notes", [])]

    def check_kind(self, kind, table):
        self.check_texts(kind, table)
        if table.get("extension") not in EXTENSIONS:
            self.fault(kind, f"extension is one of {', '.join(EXTENSIONS)}")
        entries = table["entries"]
        if table.get("count") != len(entries):
            self.fault(kind, f"{len(entries)} entries, and count says {table.get('count')}")
        seen = set()
        for entry in entries:
            code = entry.get("code", "")
            where = f"{kind} {code}"
            if not re.fullmatch(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", code):
                self.fault(where, "a code is letters and digits, joined by . and -")
            if code in seen:
                self.fault(where, "the code stands twice")
            seen.add(code)
            self.check_texts(where, entry)
            if "detail_lv" in entry or "detail_en" in entry:
                self.check_texts(f"{where}: detail", entry, "detail_lv", "detail_en")
            for note in entry["all_notes"]:
                if note not in self.head.get("notes", {}):
                    self.fault(where, f"the note {note} does not exist")
            self.check_fields(kind, where, entry)
        if kind == "economic_code" and list(seen) and sorted(seen) != [e["code"] for e in entries]:
            self.fault(kind, "stands in order of code")

    def check_fields(self, kind, where, entry):
        known = {"code", "lv", "en", "detail_lv", "detail_en", "notes", "all_notes"}
        if kind == "economic_code":
            known.add("parent")
        for field, of in KINDS[kind].items():
            name = field.rstrip("?")
            known |= {f"{name}_lv", f"{name}_en"} if of == "words" else {name}
            if of == "words":
                self.check_texts(f"{where}: {name}", entry, f"{name}_lv", f"{name}_en")
            elif name not in entry:
                if field == name:
                    self.fault(where, f"has no {name}")
            elif isinstance(of, tuple):
                if entry[name] not in of:
                    self.fault(where, f"{name} {entry[name]} is none of {', '.join(of)}")
            elif name == "levels":
                for code in entry[name] or ["(none)"]:
                    self.check_reference(where, name, of, code)
            elif of == "any":
                other, _, code = str(entry[name]).partition(":")
                self.check_reference(where, name, other, code)
            else:
                self.check_reference(where, name, of, entry[name])
        for name in entry.keys() - known:
            self.fault(where, f"{name} is no field of a {kind}")

    def check_reference(self, where, name, kind, code):
        if code not in self.by_code.get(kind, {}):
            self.fault(where, f"{name} names the {kind} {code}, which does not exist")

    def check_whole(self):
        used = {note for table in self.kinds.values() for entry in table["entries"]
                for note in entry["all_notes"]}
        for note in self.head.get("notes", {}):
            if note not in used:
                self.fault(f"note {note}", "stands on no entry")
        for row in self.by_code["role_row"]:
            own = [duty for duty in self.kinds["duty"]["entries"] if duty.get("parent") == row]
            if len(own) != DUTIES:
                self.fault(f"role_row {row}", f"{len(own)} duties, not {DUTIES}")
        for task in self.by_code["task"]:
            if not any(box.get("parent") == task for box in self.kinds["task_box"]["entries"]):
                self.fault(f"task {task}", "stands in no box")
        before = set()
        for entry in self.kinds["guidance"]["entries"]:
            if entry.get("parent", entry.get("code")) not in before | {entry.get("code")}:
                self.fault(f"guidance {entry.get('code')}", "stands before its parent")
            before.add(entry.get("code"))


def check_succession(versions):
    """A published code stays in every later version; what the state drops is marked withdrawn."""
    faults = []
    for older, newer in zip(versions, versions[1:]):
        if older.head.get("date", "") >= newer.head.get("date", ""):
            faults.append(f"{newer.id}: catalogue.json: is not later than {older.id}")
        for kind, entries in older.by_code.items():
            for code in entries:
                if code not in newer.by_code[kind]:
                    faults.append(f"{newer.id}: {kind} {code}: stands in {older.id} and is missing")
    return faults


def read_all(folder):
    """(versions, faults), the oldest first."""
    try:
        versions = []
        faults = []
        for name in sorted(os.listdir(folder)):
            version = Version(load(os.path.join(folder, name)))
            if version.id != name:
                version.fault("catalogue.json", f"the id is not the folder's name {name}")
            versions.append(version)
            faults += version.faults
    except ValueError as error:
        return [], [str(error)]
    versions.sort(key=lambda version: version.head.get("date", ""))
    return versions, faults + check_succession(versions)
