"""Plants one fault of each kind in the translations and demands that make_text.py names it."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../core/text"))
from make_text import check, literal, no_duplicates  # noqa: E402

SOUND_LV = {"a.b": "viens {0}", "n": {"zero": "{0} a", "one": "viens a", "other": "{0} b"}}
SOUND_EN = {"a.b": "one {0}", "n": {"one": "one a", "other": "{0} a"}}
PLANTED = [
    ({**SOUND_LV, "c": "x"}, SOUND_EN, "only in Latvian"),
    (SOUND_LV, {**SOUND_EN, "c": "x"}, "only in English"),
    (SOUND_LV, {**SOUND_EN, "a.b": "one"}, "placeholders differ"),
    (SOUND_LV, {**SOUND_EN, "a.b": "one {0} {1}"}, "placeholders differ"),
    (SOUND_LV, {**SOUND_EN, "n": "x"}, "plural in one language only"),
    ({**SOUND_LV, "n": {"one": "a", "other": "b"}}, SOUND_EN, "zero, one and other"),
    (SOUND_LV, {**SOUND_EN, "a.b": " "}, "empty"),
    (SOUND_LV, {**SOUND_EN, "a.b": "{0} {x}"}, "brace"),
    ({**SOUND_LV, "a_b": "x"}, {**SOUND_EN, "a_b": "x"}, "same identifier"),
    ({**SOUND_LV, "A": "x"}, {**SOUND_EN, "A": "x"}, "lower-case"),
]

failures = 0
for latvian, english, wanted in PLANTED:
    faults = check(latvian, english)
    if not any(wanted in fault for fault in faults):
        failures += 1
        print(f"not found: {wanted}: {faults}")
if check(SOUND_LV, SOUND_EN):
    failures += 1
    print("sound translations are refused:", check(SOUND_LV, SOUND_EN))
try:
    no_duplicates([("a", 1), ("a", 2)])
    failures += 1
    print("a doubled key is taken")
except ValueError:
    pass
if literal('a"b\\?') != '"a\\"b\\\\\\?"':
    failures += 1
    print("literal:", literal('a"b\\?'))
sys.exit(1 if failures else 0)
