"""Every code of reading with its sentences in both languages; `docs/faults.md` is made from this."""

from solver.reading.catalogue.cautions import CAUTIONS
from solver.reading.catalogue.entry import Entry
from solver.reading.catalogue.sense import CAMP_FAULTS, PIN_FAULTS, SENSE_FAULTS
from solver.reading.catalogue.shapes import EXPECTED, FILE_FAULTS, SHAPE_FAULTS

FAULTS = FILE_FAULTS | SHAPE_FAULTS | SENSE_FAULTS | CAMP_FAULTS | PIN_FAULTS
"""What makes a file unusable."""
CATALOGUE = FAULTS | CAUTIONS

__all__ = ["CATALOGUE", "CAUTIONS", "EXPECTED", "FAULTS", "Entry"]
