"""What is read back is exactly what was written, though its rules are not asked again."""

import pytest
from hypothesis import given
from pydantic import ValidationError

from aggregator.domain.listing import ListingSchema
from aggregator.store.trusting import trusting
from tests.store.listing_strategies import LISTING

TRUSTING = trusting(ListingSchema)


@given(LISTING)
def test_any_listing_reads_the_same(listing):
    document = ListingSchema.dump_json(listing)
    read = TRUSTING.validate_json(document)
    assert read == ListingSchema.validate_json(document) == listing
    assert ListingSchema.dump_json(read) == document


@pytest.mark.parametrize("document", ["{}", '{"kind":"request"}', '{"kind":"offer","ref":3}', "none"])
def test_what_is_no_listing_is_still_refused(document):
    with pytest.raises(ValidationError):
        TRUSTING.validate_json(document)
