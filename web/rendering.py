"""Turns a view into a page: the one place that knows the templates."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.asking import Asked
from web.assets import Assets
from web.links import Links
from web.views.reader import Reader

_TEMPLATES = Path(__file__).with_name("templates")


class Pages:
    """All templates, loaded once; every value is escaped, a missing one is an error."""

    def __init__(self, assets: Assets) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["asset"] = assets.address

    def show(
        self,
        request: Request,
        reader: Reader,
        *,
        template: str,
        view: object,
        asked: Asked | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Answer with a page; `asked` fills the search box, `view` is what the template shows."""
        page = self._environment.get_template(template).render(
            view=view,
            words=reader.words,
            links=reader.links,
            asked=asked or Asked(),
            switched=_switched(request, reader, found=status == 200),  # noqa: PLR2004  the usual status
        )
        return HTMLResponse(page, status_code=status, headers=headers)


def _switched(request: Request, reader: Reader, *, found: bool) -> str:
    """Return the same page in the other language, or the first page where this one is a failure."""
    links = Links(reader.words.other)
    if not found:
        return links.home()
    return links.switched(request.scope["path"], request.query_params.multi_items())
