"""Fill eventops/static/vendor from the locked npm packages; run by `make assets`.

Copies flags and the barcode reader, makes the web fonts (woff2, one file per script and weight) and
the figures of equal width, and keeps whole TrueType files for the PDF writer. Every licence goes
along, since the wheel carries the result. The folder is built beside its place and swapped in, so
that a broken run never leaves half of it.
"""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "eventops" / "static" / "vendor"

# A package keeps each weight in a folder named after it.
WEIGHTS = {400: "400Regular", 500: "500Medium", 600: "600SemiBold", 700: "700Bold"}


def span(first: int, last: int) -> set[int]:
    """Code points from first to last, both included."""
    return set(range(first, last + 1))


# The same spans stand as unicode-range in the @font-face rules.
LATIN = span(0x20, 0x7E) | span(0xA0, 0x24F) | span(0x300, 0x323) | span(0x1E00, 0x1EFF)
SIGNS = (
    span(0x2000, 0x206F) | span(0x20A0, 0x20BF) | {0x2116, 0x2122, 0x2212} | span(0x2190, 0x2199)
)
JOINERS = {0x20, 0xA0, 0x200B, 0x200C, 0x200D, 0x25CC}
SCRIPTS = {
    "lao": ("noto-sans-lao", "NotoSansLao", span(0xE80, 0xEFF)),
    "khmer": ("noto-sans-khmer", "NotoSansKhmer", span(0x1780, 0x17FF) | span(0x19E0, 0x19FF)),
    "thai": ("noto-sans-thai", "NotoSansThai", span(0xE00, 0xE7F)),
    "myanmar": (
        "noto-sans-myanmar",
        "NotoSansMyanmar",
        span(0x1000, 0x109F) | span(0xA9E0, 0xA9FF) | span(0xAA60, 0xAA7F),
    ),
    "cyrillic": ("noto-sans", "NotoSans", span(0x400, 0x52F)),
    "devanagari": ("noto-sans", "NotoSans", span(0x900, 0x97F) | {0x20B9}),
}
# For print alone: a screen has these letters from its own system, and as web fonts they would weigh
# more than everything else. One weight, since a face of Chinese characters is 5 to 10 MB.
PRINTED = {
    "noto-sans-arabic": "NotoSansArabic",
    "noto-sans-jp": "NotoSansJP",
    "noto-sans-kr": "NotoSansKR",
    "noto-sans-sc": "NotoSansSC",
}

# Be Vietnam Pro has no tabular figures; these make a column of times stand straight.
FIGURE_ADVANCE = 632
FIGURE_BEARING = 28
FIGURE_HEIGHT = 740
ONE_FOOT = 400
"""A one stands on a foot, or its place would look empty on both sides and tear a time apart."""
FIGURES_FAMILY = "EventOps Figures"


def open_weight(package: str, family: str, weight: int) -> TTFont:
    return TTFont(source_of(package, family, weight))


def source_of(package: str, family: str, weight: int) -> Path:
    folder = WEIGHTS[weight]
    return PACKAGES / "@expo-google-fonts" / package / folder / f"{family}_{folder}.ttf"


def save_web_font(font: TTFont, characters: Iterable[int], path: Path) -> None:
    """Cut the font down to the characters, with all shaping they need, and write it as woff2."""
    options = Options()
    options.layout_features = ["*"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # the copyright and licence stay inside
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(path)


def make_web_fonts(folder: Path) -> None:
    for weight in WEIGHTS:
        font = open_weight("be-vietnam-pro", "BeVietnamPro", weight)
        save_web_font(font, LATIN | SIGNS, folder / f"be-vietnam-pro-{weight}.woff2")
    for script, (package, family, characters) in SCRIPTS.items():
        for weight in (400, 700):
            font = open_weight(package, family, weight)
            path = folder / f"noto-sans-{script}-{weight}.woff2"
            save_web_font(font, characters | JOINERS, path)
    for weight in (400, 600, 700):
        font = open_weight("be-vietnam-pro", "BeVietnamPro", weight)
        level_figures(font)
        figures = {ord(sign) for sign in "0123456789:"}
        save_web_font(font, figures, folder / f"eventops-figures-{weight}.woff2")


def level_figures(font: TTFont) -> None:
    """Give the ten digits one width, centre each in it, and lift the colon to their middle.

    A digit too wide for its place is narrowed, so that two bold ones never touch. Hints and
    kerning go: they were made for the outlines as they were.
    """
    cmap = font.getBestCmap()
    glyphs, metrics = font["glyf"], font["hmtx"]
    give_foot(glyphs[cmap[ord("1")]], ONE_FOOT)
    for digit in "0123456789":
        name = cmap[ord(digit)]
        glyph = glyphs[name]
        ink = glyph.xMax - glyph.xMin
        scale = min(1.0, (FIGURE_ADVANCE - 2 * FIGURE_BEARING) / ink)
        left = round((FIGURE_ADVANCE - ink * scale) / 2)
        glyph.coordinates.translate((-glyph.xMin, 0))
        glyph.coordinates.scale((scale, 1))
        glyph.coordinates.translate((left, 0))
        glyph.coordinates.toInt()
        glyph.recalcBounds(glyphs)
        metrics[name] = (FIGURE_ADVANCE, glyph.xMin)
    colon = glyphs[cmap[ord(":")]]
    colon.coordinates.translate((0, (FIGURE_HEIGHT - colon.yMax - colon.yMin) // 2))
    colon.recalcBounds(glyphs)
    for table in ("GPOS", "GSUB", "GDEF", "fpgm", "prep", "cvt ", "gasp", "DSIG"):
        if table in font:
            del font[table]
    for name in font.getGlyphOrder():
        glyphs[name].removeHinting()
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = FIGURES_FAMILY
        elif record.nameID == 6:
            record.string = FIGURES_FAMILY.replace(" ", "")


def give_foot(glyph: Glyph, width: int) -> None:
    """A bar under the stem of a one, as heavy as its flag is where that is thinnest."""
    points, on_curve = list(glyph.coordinates), list(glyph.flags)
    right = next(place for place, (_, y) in enumerate(points) if y == 0)
    (end, _), (begin, _) = points[right : right + 2]
    edge, height = (begin + end - width) // 2, round((end - begin) * 0.8)
    foot = [(end, height), (edge + width, height), (edge + width, 0)]
    foot += [(edge, 0), (edge, height), (begin, height)]
    points[right : right + 2] = foot
    on_curve[right : right + 2] = [1] * len(foot)
    glyph.coordinates, glyph.flags = GlyphCoordinates(points), bytearray(on_curve)
    glyph.endPtsOfContours = [len(points) - 1]
    glyph.recalcBounds(None)


def copy_print_fonts(folder: Path) -> None:
    """Whole TrueType files: the PDF writer embeds only what a document uses."""
    folder.mkdir()
    for weight, name in WEIGHTS.items():
        style = name.removeprefix(str(weight))
        source = source_of("be-vietnam-pro", "BeVietnamPro", weight)
        shutil.copyfile(source, folder / f"BeVietnamPro-{style}.ttf")
    for package, family, _ in SCRIPTS.values():
        for weight, style in ((400, "Regular"), (700, "Bold")):
            shutil.copyfile(source_of(package, family, weight), folder / f"{family}-{style}.ttf")
    for package, family in PRINTED.items():
        shutil.copyfile(source_of(package, family, 400), folder / f"{family}-Regular.ttf")


def copy_flags(folder: Path) -> None:
    shutil.copytree(PACKAGES / "flag-icons" / "flags" / "4x3", folder)


def copy_barcode_reader(folder: Path) -> None:
    """The reader as ES modules that a worker imports as they are, with the wasm of its version.

    Its makers let it look for the wasm on a public host; here it looks beside itself.
    """
    folder.mkdir()
    built = PACKAGES / "zxing-wasm" / "dist"
    reader = (built / "es" / "reader" / "index.js").read_text(encoding="utf-8")
    shared = (built / "es" / "share.js").read_text(encoding="utf-8")
    (folder / "reader.js").write_text(
        replace_once(reader, 'from "../share.js"', 'from "./share.js"'), encoding="utf-8"
    )
    (folder / "share.js").write_text(look_beside_itself(shared), encoding="utf-8")
    # For the type checker alone, which has node_modules at hand.
    (folder / "reader.d.ts").write_text('export * from "zxing-wasm/reader";\n', encoding="utf-8")
    shutil.copyfile(built / "reader" / "zxing_reader.wasm", folder / "zxing_reader.wasm")


def look_beside_itself(shared: str) -> str:
    start = shared.find("`https://")
    end = shared.find("`", start + 1)
    if start < 0 or "zxing-wasm@" not in shared[start:end]:
        raise SystemExit("zxing-wasm no longer names its wasm as before: see .workshop/vendor.py")
    local = "new URL(e, import.meta.url).href"
    return shared[:start] + local + shared[end + 1 :]


def replace_once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise SystemExit(f"zxing-wasm no longer holds {old!r} once: see .workshop/vendor.py")
    return text.replace(old, new)


def copy_licences(folder: Path) -> None:
    folder.mkdir()
    shutil.copyfile(PACKAGES / "flag-icons" / "LICENSE", folder / "flag-icons.txt")
    shutil.copyfile(PACKAGES / "zxing-wasm" / "LICENSE", folder / "zxing-wasm.txt")
    screens = (package for package, _, _ in SCRIPTS.values())
    for package in ("be-vietnam-pro", *screens, *PRINTED):
        source = PACKAGES / "@expo-google-fonts" / package / "LICENSE_FONT"
        shutil.copyfile(source, folder / f"{package}.txt")


def main() -> None:
    if not PACKAGES.is_dir():
        sys.exit("There is no node_modules folder; run `make assets`, which fetches it.")
    fresh = TARGET.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fonts = fresh / "fonts"
    fonts.mkdir(parents=True)
    make_web_fonts(fonts)
    copy_print_fonts(fonts / "ttf")
    copy_flags(fresh / "flags")
    copy_barcode_reader(fresh / "zxing")
    copy_licences(fresh / "licences")
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)


if __name__ == "__main__":
    main()
