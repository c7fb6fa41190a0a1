"""Writes each word the one way it is compared: people type Arabic with many marks, forms and digits."""

import unicodedata

_SAME_LETTER = {
    "ى": "ي",  # alef maqsura, typed for ya all over Egypt
    "ی": "ي",  # Persian ya
    "ة": "ه",  # ta marbuta, typed as ha when in a hurry
    "ٱ": "ا",  # alef wasla; the hamza and madda forms fall apart by decomposition
    "ک": "ك",  # Persian kaf
    "گ": "ج",  # the Egyptian g of loan words
    "چ": "ج",
    "ڤ": "ف",  # ڤيديو
    "پ": "ب",
    "ـ": "",  # tatweel only stretches
    "ء": "",  # a lone hamza is dropped as often as it is typed
    "’": "",
    "'": "",
}
_TABLE = str.maketrans(_SAME_LETTER)
_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})


def fold(text: str) -> str:
    """Return `text` without case, marks, invisible characters and spelling variants; digits are ASCII.

    Hamza forms fold to their seat (أ to ا, ؤ to و, ئ to ي) and presentation forms to plain letters.
    """
    if text.isascii():
        return text.lower().replace("'", "")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(_digit(char) for char in decomposed if unicodedata.category(char) not in _DROPPED)
    return kept.translate(_TABLE)


def _digit(char: str) -> str:
    return char if char.isascii() else str(unicodedata.digit(char, char))
