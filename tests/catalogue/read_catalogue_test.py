"""Plants one fault of each kind in the real catalogue and demands that the reading refuses it and
names the entry: read_catalogue_test.py ROOT."""
import copy
import os
import sys
import unittest

ROOT = os.path.abspath(sys.argv.pop(1))
sys.path.insert(0, os.path.join(ROOT, "core/catalogue"))
from read_catalogue import Version, check_succession, load, no_duplicates, read_all  # noqa: E402

FOLDER = os.path.join(ROOT, "assets/catalogue")
FIRST = load(os.path.join(FOLDER, "2026-1"))


def table(files, kind):
    return next(content[kind] for stem, content in files.items()
                if stem != "catalogue" and kind in content)


def entry(files, kind, code):
    return next(one for one in table(files, kind)["entries"] if one["code"] == code)


class Refuses(unittest.TestCase):
    def plant(self, wanted, change):
        """The faults after `change`; one of them begins with `wanted`."""
        files = copy.deepcopy(FIRST)
        change(files)
        faults = Version(files).faults
        self.assertTrue(any(fault.startswith(f"2026-1: {wanted}") for fault in faults),
                        f"{wanted}: {faults}")

    def test_nothing_in_what_is_published(self):
        versions, faults = read_all(FOLDER)
        self.assertEqual(faults, [])
        self.assertGreaterEqual(len(versions), 1)

    def test_a_missing_translation(self):
        self.plant("condition N3-2: no English text",
                   lambda f: entry(f, "condition", "N3-2").pop("en"))
        self.plant("task_box PU2-5.1: detail: no English text",
                   lambda f: entry(f, "task_box", "PU2-5.1").pop("detail_en"))
        self.plant("role_row R7: scope: no Latvian text",
                   lambda f: entry(f, "role_row", "R7").pop("scope_lv"))
        self.plant("note l-mark: no English text",
                   lambda f: f["catalogue"]["notes"]["l-mark"].update(en=" "))
        self.plant("legend: no Latvian text", lambda f: table(f, "legend").pop("lv"))

    def test_an_english_text_that_is_latvian(self):
        def copy_over(files):
            one = entry(files, "role", "resource-user")
            one["en"] = one["lv"]
        self.plant("role resource-user: the English text is the Latvian one", copy_over)
        self.plant("duty R1-a: Latvian letters",
                   lambda f: entry(f, "duty", "R1-a").update(en="Identifies finansējumu"))

    def test_a_dangling_reference(self):
        self.plant("condition N3-2: parent names the condition_group N11, which",
                   lambda f: entry(f, "condition", "N3-2").update(parent="N11"))
        self.plant("role_row R3: scale names the scale town, which",
                   lambda f: entry(f, "role_row", "R3").update(scale="town"))
        self.plant("task_group PU2: levels names the level 4, which",
                   lambda f: entry(f, "task_group", "PU2").update(levels=["2", "4"]))
        self.plant("relation PU3-4-PU2-4: to names the task PU9-9, which",
                   lambda f: entry(f, "relation", "PU3-4-PU2-4").update(to="task:PU9-9"))
        self.plant("level 2: the note unheard-of does not exist",
                   lambda f: entry(f, "level", "2").update(notes=["unheard-of"]))

    def test_a_duplicate_code(self):
        self.plant("economic_code 1100: the code stands twice",
                   lambda f: entry(f, "economic_code", "1200").update(code="1100"))
        self.plant("task PU2-7: the code stands twice",
                   lambda f: entry(f, "task", "PU2-8").update(code="PU2-7"))

    def test_a_lost_or_added_entry(self):
        self.plant("technology: 16 entries, and count says 17",
                   lambda f: table(f, "technology")["entries"].pop())
        self.plant("scale: is missing", lambda f: f["structure"].pop("scale"))
        self.plant("structure.json: planet is no kind",
                   lambda f: f["structure"].update(planet={"entries": []}))
        self.plant("role_row R2: 2 duties, not 3",
                   lambda f: entry(f, "duty", "R2-c").update(parent="R1"))
        self.plant("task PU3-1: stands in no box",
                   lambda f: entry(f, "task_box", "PU3-1.1").update(parent="PU3-2"))

    def test_a_field_that_is_wrong(self):
        self.plant("role_row R9: responsibility names the responsibility B, which",
                   lambda f: entry(f, "role_row", "R9").update(responsibility="B"))
        self.plant("role_row R8: holder many is none of one, several, described",
                   lambda f: entry(f, "role_row", "R8").update(holder="many"))
        self.plant("phase planning: has no parent",
                   lambda f: entry(f, "phase", "planning").pop("parent"))
        self.plant("legend L1: colour is no field of a legend",
                   lambda f: entry(f, "legend", "L1").update(colour="red"))
        self.plant("channel: extension is one of", lambda f: table(f, "channel").pop("extension"))
        self.plant("information I 1: a code is",
                   lambda f: entry(f, "information", "I1").update(code="I 1"))
        self.plant("process P1: white space",
                   lambda f: entry(f, "process", "P1").update(lv="Vispārēja  kārtība"))

    def test_a_note_that_is_wrong(self):
        self.plant("note l-mark: stands on no entry",
                   lambda f: [one.pop("notes", None) for one in table(f, "role_row")["entries"]])
        self.plant("note l-mark: guessed is no mark",
                   lambda f: f["catalogue"]["notes"]["l-mark"].update(mark="guessed"))
        self.plant("note l-mark: colour is nothing",
                   lambda f: f["catalogue"]["notes"]["l-mark"].update(field="colour"))

    def test_a_version_without_date_or_name(self):
        self.plant("catalogue.json: date", lambda f: f["catalogue"].update(date="2026-13-01"))
        files = copy.deepcopy(FIRST)
        files["catalogue"]["id"] = "first"
        self.assertIn("first: catalogue.json: id is a year", Version(files).faults[0])

    def test_a_key_that_stands_twice(self):
        with self.assertRaisesRegex(ValueError, "doubled: a"):
            no_duplicates([("a", 1), ("a", 2)])


class Succession(unittest.TestCase):
    def after(self, change):
        files = copy.deepcopy(FIRST)
        files["catalogue"].update(id="2027-1", date="2027-01-01")
        change(files)
        return check_succession([Version(copy.deepcopy(FIRST)), Version(files)])

    def test_a_later_version_may_add_and_rename(self):
        def change(files):
            entry(files, "channel", "in-person")["en"] = "Over the counter"
            table(files, "channel")["entries"].append({"code": "post", "lv": "Pasts", "en": "Post"})
        self.assertEqual(self.after(change), [])

    def test_a_published_code_does_not_vanish(self):
        faults = self.after(lambda f: table(f, "economic_code")["entries"].pop())
        self.assertEqual(faults, ["2027-1: economic_code 9000: stands in 2026-1 and is missing"])

    def test_a_later_version_is_later(self):
        faults = self.after(lambda f: f["catalogue"].update(date="2026-01-01"))
        self.assertEqual(faults, ["2027-1: catalogue.json: is not later than 2026-1"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
