"""Aligning the languages of a document, and weaving them into one tree.

Alignment compares the units of prose before it is composed, concordance what they
say, so that a difference is named where people wrote it. Weaving is then a zip of
the composed trees by the ids of their units; whether two languages or seven makes
no difference.
"""

from diptych.bitext.alignment import check_alignment
from diptych.bitext.comparison import compare
from diptych.bitext.concordance import check_concordance
from diptych.bitext.counted_words import check_counted_words
from diptych.bitext.definitions import check_definitions
from diptych.bitext.lengths import check_lengths
from diptych.bitext.order import check_order
from diptych.bitext.terms import Terms
from diptych.bitext.typed_out import check_typed_out
from diptych.bitext.unit_language import check_quotations, check_unit_languages
from diptych.bitext.weaving import Arrangement, weave

__all__ = [
    "Arrangement",
    "Terms",
    "check_alignment",
    "check_concordance",
    "check_counted_words",
    "check_definitions",
    "check_lengths",
    "check_order",
    "check_quotations",
    "check_typed_out",
    "check_unit_languages",
    "compare",
    "weave",
]
