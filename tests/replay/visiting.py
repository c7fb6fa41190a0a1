"""A small world and a visitor of its sites, who reads pages as a crawler would."""

from datetime import UTC, datetime

import httpx
from parsel import Selector

from replay import World

EPOCH = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOMES = {site: f"https://{site}.com" for site in ("mostaql", "khamsat", "kafiil")}


def still_world(**wishes):
    return World(**({"epoch": EPOCH, "speed": 0, "scale": 0.15} | wishes))


class Visitor:
    def __init__(self, server):
        self.world, self._server = server.world, server
        self._client = httpx.Client(timeout=10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._client.close()

    def get(self, site, path, **headers):
        """Fetch a path or a public address of a site."""
        path = path.removeprefix(HOMES[site])
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.get(self._server.base_urls[site] + path, headers=named)

    def read(self, site, path):
        answer = self.get(site, path)
        assert answer.status_code == 200, (path, answer.status_code)
        return Selector(answer.text)

    def post(self, site, path, form):
        return self._client.post(self._server.base_urls[site] + path, data=form)

    def control(self, method, path, /, **body):
        url = f"{self._server.url}/_control{path}"
        return self._client.request(method, url, json=body or None)

    def pages(self, site, path):
        """The pages of a list, by their next links."""
        while path:
            page = self.read(site, path)
            yield page
            path = page.css("a[rel=next]::attr(href)").get()
