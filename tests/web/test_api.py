"""The search for programs: the same parameters, typed answers, faults by field and code."""

import pytest

from aggregator.domain.listing import ListingSchema
from search.results import FACETS


def test_it_finds_what_the_page_finds(client, get):
    answer = client.get("/api/v1/search", params={"q": "متجر", "sort": "price", "page": 2}).json()
    assert (answer["total"], answer["page"], answer["pages"]) == (45, 2, 3)
    cards = get("/search", q="متجر", sort="price", page=2).css(".card__title a::attr(href)").getall()
    assert [f"/listing/{found['listing']['ref']}" for found in answer["results"]] == cards


def test_listings_come_in_the_public_schema(client, filled):
    found = client.get("/api/v1/search", params={"q": "شعار احترافي"}).json()["results"][0]
    listing = ListingSchema.validate_python(found["listing"])
    assert listing == filled.store.listings.get("khamsat:offer:100")
    title = found["title"]
    marked = [title["text"][start:end] for start, end in title["spans"]]
    assert "شعار" in marked


def test_facets_and_filters_work_together(client):
    answer = client.get("/api/v1/search", params={"kind": ["offer", "specialist"], "limit": 1}).json()
    assert answer["total"] == 3
    assert len(answer["results"]) == 1
    assert {facet["value"]: facet["count"] for facet in answer["facets"]["site"]} == {
        "khamsat": 1,
        "kafiil": 1,
        "mostaql": 1,
    }
    assert set(answer["facets"]) == set(FACETS)


@pytest.mark.parametrize(
    ("asked", "field", "code"),
    [
        ({"min_price": "cheap"}, "min_price", "not_a_price"),
        ({"min_price": 9, "max_price": 1}, "min_price", "above_max"),
        ({"site": "ebay"}, "site", "unknown"),
        ({"specialty": "magic"}, "specialty", "unknown_specialty"),
        ({"limit": 101}, "limit", "too_large"),
        ({"limit": 100, "page": 101}, "page", "too_deep"),
        ({"q": "x" * 1001}, "q", "too_long"),
        ({"delivery_band": "9"}, "delivery_band", "unknown"),
        ({"posted_after": "soon"}, "posted_after", "not_a_date"),
        ({"min_rating": "-1"}, "min_rating", "not_a_rating"),
        ({"after": "forged"}, "after", "not_a_mark"),
        ({"after": "[" * 500}, "after", "not_a_mark"),
        ({"after": "WzFd", "page": 2}, "after", "with_page"),
    ],
)
def test_what_makes_no_sense_is_422_with_field_and_code(client, asked, field, code):
    answer = client.get("/api/v1/search", params=asked)
    assert answer.status_code == 422
    assert [(fault["field"], fault["code"]) for fault in answer.json()["faults"]] == [(field, code)]
    assert all(fault["message"].isascii() or "“" in fault["message"] for fault in answer.json()["faults"])


def test_a_listing_comes_with_all_its_prices(client):
    answer = client.get("/api/v1/listings/khamsat:offer:100").json()
    assert answer["listing"]["title"] == "تصميم شعار احترافي"
    assert [point["price"]["min"] for point in answer["prices"]] == ["25", "30"]


@pytest.mark.parametrize("path", ["/listings/mostaql:offer:9", "/listings/x", "/nothing"])
def test_what_is_not_there_is_404_in_json(client, path):
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 404
    assert answer.json() == {
        "message": "There is no page at this address. "
        "The listing may have been removed, or the address was copied in part.",
        "faults": [],
    }


def test_the_description_names_every_parameter_and_answer(client):
    description = client.get("/openapi.json").json()
    search = description["paths"]["/api/v1/search"]["get"]
    names = [parameter["name"] for parameter in search["parameters"]]
    assert names == [
        *("q", "kind", "site", "specialty", "band", "delivery_band", "rating_band"),
        *("pricing", "status", "language", "min_price", "max_price", "max_delivery_days", "min_rating"),
        *("posted_within", "posted_after", "posted_before", "sort", "page", "after", "limit"),
    ]
    assert all(parameter["description"] for parameter in search["parameters"])
    assert {"200", "422", "503"} <= set(search["responses"])
    assert set(description["paths"]) == {
        "/api/v1/search",
        "/api/v1/suggest",
        "/api/v1/listings/{ref}",
        "/api/v1/listings/{ref}/similar",
        "/healthz",
    }
    assert {"Offer", "Request", "Specialist"} <= set(description["components"]["schemas"])


def test_there_is_no_page_that_loads_scripts_from_elsewhere(client):
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


def test_people_are_told_how_to_ask(get):
    names = get("/api").css("td code::text").getall()
    assert {"q", "kind", "limit"} <= set(names)


def test_a_healthy_service_says_so(client, filled):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["healthy"] is True
    assert answer.json()["indexed"] == filled.engine.count()
    assert answer.headers["cache-control"] == "no-store"
