# `just` lists the recipes. They run in .venv, which `python3 start.py test` makes.

export PATH := justfile_directory() / ".venv/bin:" + env("PATH")

# List the recipes
default:
    @just --list --unsorted

# Install everything into .venv and run all tests: what CI runs
check *arguments:
    python3 start.py test {{arguments}}

# The tests that take seconds only
quick *arguments:
    pytest -q -m "not slow and not browser" {{arguments}}

# Lint, format and types, without the tests
lint:
    ruff check .
    ruff format --check .
    mypy
    lint-imports

# Put the code into the one format
format:
    ruff check --fix-only --quiet .
    ruff format --quiet .

# Fill Dalil from replayed sites and serve the search page
demo *arguments:
    dalil demo {{arguments}}

# Start a real search server: opensearch, opensearch2, elasticsearch or elasticsearch8, with --nodes N a cluster
engine name *arguments:
    python -m servers {{name}} {{arguments}}

# Measure speed against the bare libraries; results are ratios of one run
bench *names:
    python -m bench {{names}}

# Judge how well the search finds, beside a real server's arabic analyzer and plain tantivy
relevance *arguments:
    python -m relevance {{arguments}}

# Write the generated reference pages anew
docs:
    python -m docs.generate

# Read recorded pages anew and show what changed in their expected listings
record *cases:
    pytest tests/sites -q --record-sites {{cases}}
