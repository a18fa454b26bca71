"""Every text is for something: a key of the translations that no code names is a fault. Codes name
keys as Key::some_key or in whole as "some.key"; the few families that are put together from parts
are listed here with what makes them. (Key::… without a text does not compile.)
"""
import json
import os
import re
import sys

# Families whose keys the code puts together: how the last part is found in which file.
MADE = [
    ("error.", r"SAIMNIEKS_ERROR\((\w+)\)", "core/base/error_codes.def"),
    ("field.", r'>\("(\w+)"', "core/model/tables.cpp"),
    ("role.", r'\{"(\w+)", "\w+", Form::', "core/exchange/further.cpp"),
    ("column.", r'\{"(\w+)", "\w+", Form::', "core/exchange/further.cpp"),
    ("column.", r'title\((?:numbered\()?"(\w+)"', "core/exchange/line_table.cpp"),
    *((f"command.{verb}_", r'\{Table::\w+, TableKind::\w+, "(\w+)"', "core/model/tables.cpp")
      for verb in ("add", "change", "void")),
]
# Choices of a line's fields, by the enumeration whose names core/model/line.h lists; those of the
# catalogue have their titles there.
CHOICES = {"basis": "Basis", "kind": "LineKind", "nature": "Nature", "regular": "Regularity"}
MONTHS = {f"month.{short}{number:02}" for short in ("", "short.") for number in range(1, 13)}
READ = ("core", "sync", "wasm", "shell")
SOURCE = (".h", ".cpp", ".js", ".mjs", ".html", ".def")


def keys_named(text: str, identifiers: dict, keys: set) -> set:
    """Those of `keys` that a source names; `identifiers` maps Key::… to them."""
    named = {identifiers[word] for word in re.findall(r"\bKey::([a-z0-9_]+)", text)
             if word in identifiers}
    return named | {word for word in re.findall(r'"([a-z0-9_]+(?:\.[a-z0-9_]+)+)"', text)
                    if word in keys}


def made(root: str) -> set:
    keys = set(MONTHS)
    for family, pattern, path in MADE:
        with open(os.path.join(root, path), encoding="utf-8") as file:
            found = re.findall(pattern, file.read())
        keys |= {family + part for parts in found
                 for part in ([parts] if isinstance(parts, str) else parts) if part}
    with open(os.path.join(root, "core/model/line.h"), encoding="utf-8") as file:
        lines = file.read()
    for field, kind in CHOICES.items():
        names = re.search(r"kChoices<" + kind + r">\{([^}]*)\}", lines).group(1)
        keys |= {f"choice.{field}.{name.replace('-', '_')}" for name in re.findall(r'"([^"]+)"', names)}
    return keys


def unused(translations: dict, sources: list, by_family: set) -> list:
    identifiers = {key.replace(".", "_"): key for key in translations}
    left = set(translations) - by_family
    for text in sources:
        left -= keys_named(text, identifiers, left)
    return sorted(left)


def read_all(root: str) -> list:
    texts = []
    for top in READ:
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in names:
                if name.endswith(SOURCE):
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        texts.append(file.read())
    return texts


def check_texts(root: str) -> list:
    path = "assets/translations/lv.json"
    with open(os.path.join(root, path), encoding="utf-8") as file:
        translations = json.load(file)
    return [f"{path}:1: no code names the text {key}" for key in unused(translations, read_all(root), made(root))]


if __name__ == "__main__":
    found = check_texts(sys.argv[1])
    print("\n".join(found) if found else "texts: every one is for something")
    sys.exit(1 if found else 0)
