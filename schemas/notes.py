"""The closed list of note codes, each with what it means to a reader of the event."""

from enum import StrEnum


class NoteCode(StrEnum):
    """`notes[].code`. The text beside each code is its documentation."""

    UNTERMINATED_LAST_BRIEF = "unterminated_last_brief"  # the page ends before this brief's label
    ORPHAN_LABEL = "orphan_label"  # a label stands where no brief precedes it
    ORDER_VIOLATION = "order_violation"  # the labels of the page are not newest first
    DUPLICATE_HEADLINE = "duplicate_headline"  # the headline was printed twice
    HEADLINE_ONLY = "headline_only"  # the article has no text under its headline
    NO_DATELINE = "no_dateline"  # no place or agency precedes the text
    AGENCY_UNKNOWN = "agency_unknown"  # an agency's code is in no list; kept as printed
    UNKNOWN_LAYOUT = "unknown_layout"  # the page fits no profile; the generic reading was used
    UNREADABLE_LABEL = "unreadable_label"  # a label that gives no interval
    REPAIRED_ENCODING = "repaired_encoding"  # damaged characters were restored
    UNREADABLE_CLAIM = (
        "unreadable_claim"  # what the page's envelope or markup says beside the text makes no sense
    )
    CONFLICTING_LABEL = "conflicting_label"  # a label names another time than the markup, or a first print, which was believed
    REPUBLISHED = "republished"  # a later sighting names another time: the text was published again
    CAPTURE_CUT = "capture_cut"  # scraped_at lies after the record's timestamp, which was used instead
    CAPTURE_UNKNOWN = "capture_unknown"  # no capture time: ages give no interval
    AFTER_CAPTURE = "after_capture"  # a printed time lies after the capture
    MODIFIED_AFTER_CAPTURE = "modified_after_capture"  # a printed time of change lies after the capture
    AMBIGUOUS_TIME = "ambiguous_time"  # a local time that the end of summer time makes two instants
    NONEXISTENT_TIME = "nonexistent_time"  # a local time that the start of summer time skips
    LANGUAGE_NOT_SUPPORTED = "language_not_supported"  # times and entities are read in Dutch only
    STEP_FAILED = "step_failed"  # a step of the pipeline failed; what it adds is missing
