"""Signs what leaves for people and comes back: links in messages, forms; nobody else can make one."""

import os
import secrets
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer

from aggregator.errors import LinkInvalid, SettingsInvalid

SHORTEST_SECRET = 32
_FILE = "secret"
_LONGEST = 1_000


class Signing:
    """Signatures of one secret; each purpose has its own, so that no link can stand in for another."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def sign(self, purpose: str, *facts: str | int, until: datetime) -> str:
        """Return facts with a signature that is good until then, safe in an address."""
        return self.sign_for_ever(purpose, *facts, int(until.timestamp()))

    def read(self, purpose: str, text: str, *, now: datetime) -> list[str | int]:
        """Return the facts of a signature that is still good; raises LinkInvalid."""
        *facts, until = self.read_for_ever(purpose, text)
        if not isinstance(until, int) or now.timestamp() >= until:
            raise LinkInvalid
        return facts

    def sign_for_ever(self, purpose: str, *facts: str | int) -> str:
        """Return facts with a signature that does not age; always the same for the same facts."""
        return str(URLSafeSerializer(self._secret, salt=purpose).dumps(list(facts)))

    def read_for_ever(self, purpose: str, text: str) -> list[str | int]:
        """Return the facts; raises LinkInvalid."""
        given = text[:_LONGEST].encode(errors="replace")
        try:
            return list(URLSafeSerializer(self._secret, salt=purpose).loads(given))
        except BadData as error:
            raise LinkInvalid from error

    def mark(self, purpose: str, text: str) -> str:
        """Return a keyed hash: the same for the same text, and of use to nobody without the secret."""
        key = blake2b(self._secret.encode(), digest_size=32).digest()
        return blake2b(f"{purpose}\n{text}".encode(errors="replace"), key=key, digest_size=20).hexdigest()

    def marked(self, purpose: str, text: str, *, mark: str) -> bool:
        """Whether a mark is that of the text."""
        return compare_digest(self.mark(purpose, text).encode(), mark.encode(errors="replace"))


def open_signing(given: str, folder: Path) -> Signing:
    """Sign with the secret given, or the one of the folder, made where there is none (SettingsInvalid)."""
    secret = given or _kept(folder / _FILE)
    if len(secret) < SHORTEST_SECRET:
        raise SettingsInvalid(
            f"setting secret (DALIL_SECRET): expected at least {SHORTEST_SECRET} characters"
        )
    return Signing(secret)


def _kept(path: Path) -> str:
    """Return what the file holds; of many processes that make it at once one does, and all read that."""
    try:
        if not path.exists():
            _make(path)
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise SettingsInvalid(f"setting secret (DALIL_SECRET): {path}: {error}") from error


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    whole.touch(mode=0o600)
    whole.write_text(secrets.token_urlsafe(48), encoding="ascii")
    with suppress(FileExistsError):
        os.link(whole, path)  # never a half-written one, never in place of another
    whole.unlink()
