"""Static files whose address changes with their content, so that browsers may keep them for ever."""

import hashlib
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).with_name("static")
_FOR_EVER = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """The folder `static`, served under an address that holds a digest of all of it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(directory=folder)
        self.path = f"/static/{_digest(folder)}"

    def address(self, name: str) -> str:
        """Return the address of a file in the folder."""
        return f"{self.path}/{name}"

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Let what was found be kept; the address of changed content is another one."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = _FOR_EVER
        return response


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
