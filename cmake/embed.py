"""Writes a C++ header that holds files as string_views: embed.py OUT NAMESPACE FILE…

Text stays readable in the header (raw strings, cut to the length that compilers promise to take).
The array `kFiles` lists name and content in the order given.
"""
import os
import sys

CHUNK = 12000


def literal(data: bytes) -> str:
    text = data.decode("utf-8")
    parts = []
    while text:
        parts.append(text[:CHUNK])
        text = text[CHUNK:]
    return "\n".join(f'R"saimnieks({part})saimnieks"' for part in parts) or '""'


def main() -> None:
    out, namespace, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    os.makedirs(os.path.dirname(out), exist_ok=True)
    rows = []
    for path in files:
        with open(path, "rb") as file:
            rows.append(f'    {{"{os.path.basename(path)}", {literal(file.read())}}},')
    header = (
        "// Made by cmake/embed.py; the sources are the files named here.\n#pragma once\n\n"
        "#include <array>\n#include <string_view>\n\n"
        f"namespace {namespace} {{\n\n"
        "struct EmbeddedFile {\n  std::string_view name;\n  std::string_view content;\n};\n\n"
        f"inline constexpr std::array<EmbeddedFile, {len(files)}> kFiles{{{{\n"
        + "\n".join(rows)
        + f"\n}}}};\n\n}}  // namespace {namespace}\n"
    )
    with open(out, "w", encoding="utf-8") as file:
        file.write(header)


main()
