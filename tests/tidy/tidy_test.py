"""Plants one fault of each kind and demands that tidy.py names it."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from text_keys import unused  # noqa: E402
from tidy import check_file, strays  # noqa: E402

PLANTED = [
    ("core/base/money.h", '#pragma once\n#include "core/ledger/ledger.h"\n', "must not include core/ledger"),
    ("sync/endpoint/a.cpp", '#include "sync/client/client.h"\n', "must not include sync/client"),
    ("wasm/ui/a.cpp", '#include "core/ledger/ledger.h"\n', "must not include core/ledger"),
    ("core/control/a.cpp", '#include "core/value/value.h"\n', "must not include core/value"),
    ("core/ledger/a.cpp", "double amount;\n", "never floating point"),
    ("core/cube/a.cpp", "#ifdef __EMSCRIPTEN__\n", "belongs to wasm/app"),
    ("core/cube/a.h", "int a;\n", "#pragma once"),
    ("core/views/a.cpp", "auto t = std::chrono::system_clock::now();\n", "injected"),
    ("shell/page.js", "// TO" + "DO later\n", "unfinished"),
    ("core/exchange/a.cpp", "#include <boost/asio.hpp>\n", "network"),
    ("core/exchange/a.cpp", '#include "tests/fakes/seams.h"\n', "its tests"),
    ("core/text/a.cpp", "int a;\n" * 800, "one idea per file"),
]
SOUND = [
    ("core/ledger/a.cpp", '#include "core/base/money.h"\n// a float in a comment is only a word\n'),
    ("sync/cli/main.cpp", '#include "sync/client/client.h"\n#include "core/ledger/ledger.h"\n'),
]

failures = 0
for path, text, wanted in PLANTED:
    faults = check_file(path, text)
    if not any(wanted in fault for fault in faults):
        failures += 1
        print(f"not found: {wanted} in {path}; found {faults}")
for path, text in SOUND:
    if check_file(path, text):
        failures += 1
        print(f"a sound file was blamed: {check_file(path, text)}")
if len(strays(["run.sh", "core/base/money.h", "profile.log"])) != 1:
    failures += 1
    print("a stray file at the top level was not found, or a known one was blamed")
TEXTS = {"a.named": "", "a.whole": "", "a.made": "", "a.forgotten": ""}
found = unused(TEXTS, ["words[Key::a_named]; job(\"a.whole\"); // a_forgotten"], {"a.made"})
if found != ["a.forgotten"]:
    failures += 1
    print(f"of the texts only a.forgotten has no use; found {found}")
print(f"tidy_test: {len(PLANTED) + len(SOUND) - failures} of {len(PLANTED) + len(SOUND)} as they should be")
sys.exit(1 if failures else 0)
