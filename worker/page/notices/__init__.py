"""Status notices of the wire: UPDATE 2, CORRECTIE, EMBARGO tot …, VERVALLEN, (2), (meer), (ANP Redactie …).

They are read where they are printed, in front of a headline or text, behind it or on a line of their own, and taken
off. What is left is as it was printed, its first letter too. The words are rows of `notices.toml`.
"""

from worker.page.notices.embargoes import printed_end
from worker.page.notices.endings import part_closing
from worker.page.notices.lines import NoticeLine, part_headline, read_line, withdraws
from worker.page.notices.openings import dateline_behind, part_opening
from worker.page.notices.words import Parted

__all__ = [
    "NoticeLine",
    "Parted",
    "dateline_behind",
    "part_closing",
    "part_headline",
    "part_opening",
    "printed_end",
    "read_line",
    "withdraws",
]
