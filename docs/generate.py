"""Writes the reference pages that come from the code, so that they cannot drift away from it."""

import inspect
import json
import sys
from pathlib import Path

from pydantic_core import PydanticUndefined

from aggregator import hookspecs
from aggregator.domain.listing import ListingSchema
from aggregator.settings import Settings

REFERENCE = Path(__file__).with_name("reference")


def pages() -> dict[Path, str]:
    """Every generated page and its text."""
    return {
        REFERENCE / "listing.schema.json": listing_schema(),
        REFERENCE / "settings.md": settings_page(),
        REFERENCE / "hooks.md": hooks_page(),
    }


def listing_schema() -> str:
    """JSON Schema of one line of `dalil export`."""
    schema = ListingSchema.json_schema(mode="validation")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Listing"}
    return json.dumps(head | schema, ensure_ascii=False, indent=2) + "\n"


def settings_page() -> str:
    """All settings with their defaults."""
    rows = [
        "# Settings",
        "",
        (
            "Each setting is a variable of the environment, or a key (without `DALIL_`, in small letters) in"
            " `dalil.toml` in the folder where `dalil` runs. The environment wins."
        ),
        "",
        "| variable | meaning | default |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (PydanticUndefined, None, "") else f"`{field.default}`"
        rows.append(f"| `DALIL_{name.upper()}` | {field.description} | {default} |")
    return "\n".join(rows) + "\n"


def hooks_page() -> str:
    """All hooks with their contracts."""
    rows = ["# Hooks", "", "What a plugin may implement, marked with `@hookimpl` from `aggregator.sdk`.", ""]
    for name, hook in inspect.getmembers(hookspecs, inspect.isfunction):
        if hook.__module__ == hookspecs.__name__:
            rows += [f"## `{name}{inspect.signature(hook)}`", "", inspect.getdoc(hook) or "", ""]
    return "\n".join(rows)


def main() -> None:
    """Write all pages."""
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
