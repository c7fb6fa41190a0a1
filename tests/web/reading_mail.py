"""Somebody who reads pages, fills forms as a browser does, and reads the mail that waits to be sent."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import sqlalchemy as sa
from parsel import Selector

from aggregator.composition import Dalil
from aggregator.store.alert_tables import deliveries


@dataclass
class Reader:
    """A browser without scripts: it keeps cookies and sends what the forms of a page hold."""

    client: httpx.Client
    page: Selector | None = None
    answer: httpx.Response | None = None

    def open(self, path, expect=200, **parameters):
        return self._take(self.client.get(path, params=parameters or None), expect)

    def send(self, button=None, *, action=None, expect=200, **fields):
        """Send a form of the page, the one with this action or the only one that POSTs."""
        forms = self.page.css('form[method="post"]')
        if action is not None:
            forms = [form for form in forms if urlsplit(form.attrib["action"]).path.endswith(action)]
        form = forms[0]
        pairs = [pair for pair in self.pairs(form) if pair[0] not in fields]
        for name, value in fields.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
        if button:
            pairs.append(("do", button))
        return self.post(form.attrib["action"], pairs, expect)

    def pairs(self, form):
        for one in form.css("input, select"):
            name, kind = one.attrib.get("name"), one.attrib.get("type", "text")
            if one.root.tag == "select":
                chosen = one.css("option[selected]") or one.css("option")
                yield name, chosen[0].attrib["value"]
            elif name and (kind not in {"checkbox", "radio"} or "checked" in one.attrib):
                yield name, one.attrib.get("value", "")

    def post(self, path, pairs=(), expect=200, **headers):
        content = str(httpx.QueryParams(list(pairs)))
        sent = {"content-type": "application/x-www-form-urlencoded", **headers}
        return self._take(self.client.post(path, content=content, headers=sent), expect)

    def _take(self, answer, expect):
        self.answer = answer
        assert answer.status_code == expect, (answer.url, answer.status_code, answer.text[:2000])
        self.page = Selector(answer.text or "<html></html>")
        return self.page

    @property
    def text(self):
        return " ".join(" ".join(self.page.css("main ::text").getall()).split())

    @property
    def seal(self):
        return self.page.css('input[name="seal"]::attr(value)').get()


@dataclass
class Post:
    """What waits to be sent."""

    dalil: Dalil

    def letters(self):
        with self.dalil.store._database.reading() as connection:
            keys = connection.scalars(sa.select(deliveries.c.key).order_by(deliveries.c.id)).all()
        return [self.dalil.store.deliveries.get(key) for key in keys]

    def link(self, name="action"):
        """The path of the link in the last letter."""
        parts = urlsplit(self.letters()[-1].letter.links[name])
        return parts.path + (f"?{parts.query}" if parts.query else "")


def sign_in(reader, post, address="sara@example.com"):
    reader.open("/account/sign-in")
    reader.send(address=address)
    reader.open(post.link())
    return reader.send()
