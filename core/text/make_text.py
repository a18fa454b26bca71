"""Turns the translations into text_keys.h and text_tables.h: make_text.py OUT_DIR ERRORS LV EN.

Fails, naming each fault, when the languages differ in keys, plural forms or placeholders, when two
keys give one identifier, or when a text is empty: so a missing word stops the build, not a user.
"""
import json
import os
import re
import sys

LATVIAN, ENGLISH = ("one", "other", "zero"), ("one", "other")
RESERVED = ("new", "delete", "default", "export", "import", "operator", "private", "public", "this")


def no_duplicates(pairs):
    keys = [key for key, _ in pairs]
    doubled = {key for key in keys if keys.count(key) > 1}
    if doubled:
        raise ValueError(f"doubled keys: {', '.join(sorted(doubled))}")
    return dict(pairs)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, object_pairs_hook=no_duplicates)


def placeholders(text):
    return set(re.findall(r"\{(\d)\}", text))


def braces_are_sound(text):
    return not re.search(r"[{}]", re.sub(r"\{\d\}", "", text))


def check_pair(key, latvian, english):
    faults = []
    if isinstance(latvian, dict) != isinstance(english, dict):
        return [f"{key}: plural in one language only"]
    if isinstance(latvian, dict):
        if tuple(sorted(latvian)) != LATVIAN:
            faults.append(f"{key}: Latvian needs zero, one and other")
        if tuple(sorted(english)) != ENGLISH:
            faults.append(f"{key}: English needs one and other")
        texts = [*latvian.values(), *english.values()]
        # "one" may leave the number out, so {0} is free in a plural; the others must agree.
        used = [placeholders(text) - {"0"} for text in texts]
    else:
        texts = [latvian, english]
        used = [placeholders(text) for text in texts]
    if any(one != used[0] for one in used):
        faults.append(f"{key}: the placeholders differ")
    for text in texts:
        if not text.strip():
            faults.append(f"{key}: an empty text")
        if not braces_are_sound(text):
            faults.append(f"{key}: a brace that is no placeholder")
    return faults


def check(latvian, english):
    faults = [f"{key}: only in Latvian" for key in latvian if key not in english]
    faults += [f"{key}: only in English" for key in english if key not in latvian]
    identifiers = {}
    for key in latvian:
        if not re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)*", key):
            faults.append(f"{key}: keys are lower-case words joined by dots")
        other = identifiers.setdefault(identifier(key), key)
        if other != key:
            faults.append(f"{key}: gives the same identifier as {other}")
        if key in english:
            faults += check_pair(key, latvian[key], english[key])
    return faults


def identifier(key):
    name = key.replace(".", "_")
    return name + "_" if name in RESERVED else name


def literal(text):
    return json.dumps(text, ensure_ascii=False).replace("?", "\\?")


def entry(value):
    if isinstance(value, str):
        value = {"other": value}
    forms = [value.get(form, value["other"]) for form in ("zero", "one", "other")]
    return "{" + ", ".join(literal(form) for form in forms) + "}"


def keys_header(keys):
    lines = "\n".join(f"  {identifier(key)}," for key in keys)
    return (
        "// Made by core/text/make_text.py from assets/translations.\n#pragma once\n\n"
        "#include <cstdint>\n\nnamespace saimnieks::text {\n\n"
        f"enum class Key : std::uint16_t {{\n{lines}\n}};\n\n}}  // namespace saimnieks::text\n"
    )


def tables_header(keys, latvian, english, errors):
    names = "\n".join(f"    {literal(key)}," for key in keys)
    lv = "\n".join(f"    {entry(latvian[key])}," for key in keys)
    en = "\n".join(f"    {entry(english[key])}," for key in keys)
    index = {key: number for number, key in enumerate(keys)}
    error_keys = "\n".join(f"    {index.get('error.' + name, -1)},  // {name}" for name in errors)
    count = len(keys)
    return (
        "// Made by core/text/make_text.py from assets/translations.\n#pragma once\n\n"
        "#include <array>\n#include <string_view>\n\nnamespace saimnieks::text::tables {\n\n"
        "struct Forms {\n  std::string_view zero;\n  std::string_view one;\n"
        "  std::string_view other;\n};\n\n"
        "// In order of the keys, which are sorted, so that a name is found by halving.\n"
        f"inline constexpr std::array<std::string_view, {count}> kNames{{{{\n{names}\n}}}};\n"
        f"inline constexpr std::array<Forms, {count}> kLatvian{{{{\n{lv}\n}}}};\n"
        f"inline constexpr std::array<Forms, {count}> kEnglish{{{{\n{en}\n}}}};\n"
        "// By ErrorCode: the key's number, or −1 while its text is not written.\n"
        f"inline constexpr std::array<int, {len(errors)}> kErrors{{{{\n{error_keys}\n}}}};\n\n"
        "}  // namespace saimnieks::text::tables\n"
    )


def write_if_changed(path, text):
    """Keeps the time of an unchanged file, so that an edited word does not rebuild everything."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    out, errors_path, latvian_path, english_path = sys.argv[1:]
    try:
        latvian, english = load(latvian_path), load(english_path)
        faults = check(latvian, english)
    except ValueError as error:
        faults = [str(error)]
    if faults:
        sys.exit("\n".join(f"translations: {fault}" for fault in faults))
    with open(errors_path, encoding="utf-8") as file:
        errors = re.findall(r"^SAIMNIEKS_ERROR\((\w+)\)", file.read(), re.M)
    keys = sorted(latvian)
    write_if_changed(os.path.join(out, "text_keys.h"), keys_header(keys))
    write_if_changed(
        os.path.join(out, "text_tables.h"), tables_header(keys, latvian, english, errors)
    )


if __name__ == "__main__":
    main()
