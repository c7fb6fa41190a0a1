"""Any text at all, and text as people write it, for properties that must hold of both."""

from hypothesis import strategies as st

PIECES = [
    *(
        "تصميم",
        "شعار",
        "والشعارات",
        "لِمَتْجَر",
        "متـــجر",
        "مت\u200bجر",
        "ﻣﺘﺠﺮ",
        "ﷺ",
        "ڤيديو",
        "سيو",
        "١٢٣",
        "۴۵",
    ),
    *(
        "UI/UX",
        "Node.js",
        ".net",
        "ASP.NET",
        "c++",
        "C#",
        "e-commerce",
        "don't",
        "it’s",
        "Café",
        "ﬁne",
        "ẞ",
        "İ",
        "ǅ",
    ),
    *("https://www.example.com/a/b?c=1", "a@b.example", "#وسم", "3.5", "1,000$", "50%", "a/b/c/d/e/f"),
    *(
        " ",
        "\n",
        "\t",
        "-",
        "--",
        '"',
        "'",
        "|",
        "/",
        ".",
        "،",
        "؟",
        "_",
        "\u200f",
        "\u202e",
        "\ufeff",
        "\0",
        "\ud800",
    ),
    *("محتاج", "need a", "😀", "👨‍👩‍👧", "徽标", "로고", "लोगो", "ـ", "\u0651", "ء", "ى", "ة"),
]

written = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
spaced = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
anything = st.text(st.characters(exclude_categories=[]), max_size=80)
texts = st.one_of(written, spaced, anything)
"""With half characters, too, as they come from broken pages and addresses."""
