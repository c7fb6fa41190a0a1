"""Writes each word the one way it is compared: people type Arabic with many marks, forms and digits."""

import re
import unicodedata

_SAME_LETTER = {
    "ى": "ي",  # alef maqsura, typed for ya all over Egypt
    "ی": "ي",  # Persian ya
    "ة": "ه",  # ta marbuta, typed as ha when in a hurry
    "ٱ": "ا",  # alef wasla; the hamza and madda forms fall apart by decomposition
    "ې": "ي",
    "ے": "ي",
    "ک": "ك",  # Persian kaf
    "ھ": "ه",  # the ha of Urdu and Kurdish keyboards
    "ہ": "ه",
    "ە": "ه",
    "گ": "ج",  # the Egyptian g of loan words
    "ڭ": "ج",  # and the Moroccan one, and the Tunisian
    "ڨ": "ج",
    "چ": "ج",
    "ڤ": "ف",  # ڤيديو
    "ڥ": "ف",
    "پ": "ب",
    "ـ": "",  # tatweel only stretches
    "ء": "",  # a lone hamza is dropped as often as it is typed
    "’": "",
    "'": "",
}
_VOWELS = "اوي"
_DRAWN_OUT = re.compile(r"([ا-ي])\1{2,}")
_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})


def fold(text: str) -> str:
    """Return `text` without case, marks, invisible characters and spelling variants; digits are ASCII.

    Hamza forms fold to their seat (أ to ا, ؤ to و, ئ to ي), presentation forms to plain letters, and
    Arabic letters drawn out for emphasis (جداااا) to what no word has more of: one vowel, two consonants.
    """
    if text.isascii():
        return text.lower().translate(_TABLE)
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_TABLE)
    return _DRAWN_OUT.sub(_shortened, plain)


def _shortened(drawn_out: re.Match[str]) -> str:
    letter = drawn_out[1]
    return letter if letter in _VOWELS else letter * 2


class _Table(dict[int, str]):
    """Maps each character to what is kept of it; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        # Once more: fancy letters (𝐀) become plain ones only now, and may be capitals.
        plain = unicodedata.normalize("NFKD", chr(code).casefold())
        self[code] = "".join(_kept(char) for char in plain)
        return self[code]


_TABLE = _Table()


def _kept(char: str) -> str:
    if unicodedata.category(char) in _DROPPED:
        return ""
    digit = char if char.isascii() else str(unicodedata.digit(char, char))
    return _SAME_LETTER.get(digit, digit)
