"""Cuts Inter down to what the application draws: subset.py IN.otf OUT.otf

Latin, Latvian and Cyrillic (imported names), punctuation, currency and the signs of the charts.
Digits are mapped to Inter's tabular ones, since figures stand in columns; layout tables go, since
the canvas places glyphs by advance width alone.
"""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x400, 0x45F), (0x490, 0x491),
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030),
    (0x2039, 0x203A), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2190, 0x2193), (0x2206, 0x2206),
    (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x394, 0x394),
    (0x3A3, 0x3A3), (0x25B2, 0x25B2), (0x25B8, 0x25B8), (0x25BC, 0x25BC), (0x25BE, 0x25BE),
    (0x25CF, 0x25CF), (0x2713, 0x2713), (0x2715, 0x2715), (0x202F, 0x202F), (0x2009, 0x2009),
]


def main() -> None:
    source, target = sys.argv[1], sys.argv[2]
    font = TTFont(source, recalcTimestamp=False)  # the same bytes on every machine
    tabular = {}
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
                    table = getattr(table, "ExtSubTable", table)
                    tabular.update(getattr(table, "mapping", {}))
    signs = [ord(c) for c in "0123456789+\u2212-.,%\u00a0\u202f "]
    for table in font["cmap"].tables:
        if table.isUnicode():
            for code in signs:
                if code in table.cmap and table.cmap[code] in tabular:
                    table.cmap[code] = tabular[table.cmap[code]]
    options = subset.Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "DSIG", "meta"]
    options.name_IDs = [0, 1, 2, 13, 14]
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.recalc_bounds = True
    cut = subset.Subsetter(options)
    wanted = [code for first, last in RANGES for code in range(first, last + 1)]
    cut.populate(unicodes=wanted)
    cut.subset(font)
    font.save(target)


main()
