"""Where a page stood: its address in the form in which two addresses of one page are equal."""

from contextlib import suppress
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parts of an address that say how somebody came there.
TRACKING = frozenset(
    {
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "cmpid",
        "xtor",
        "referrer",
        "ref",
        "src",
        "source",
    }
)
TRACKING_PREFIXES = ("utm_", "at_", "pk_", "mtm_")
SAME_HOST = ("www.", "m.", "amp.", "mobiel.", "mobile.")
# Longer addresses are none.
MAX_ADDRESS = 2000


def same_address(url: str) -> str | None:
    """An address without scheme, tracking, fragment, mobile host and closing slash; None for one that names no page.

    A site's root is a home page: it names none.
    """
    if len(url) > MAX_ADDRESS:
        return None
    with suppress(ValueError):  # an address that is none
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removesuffix(".")
        for prefix in SAME_HOST:
            host = host.removeprefix(prefix)
        query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _is_tracking(pair[0])))
        path = parts.path.rstrip("/")
        if host and (path or query):
            return f"{host}{path}?{query}" if query else f"{host}{path}"
    return None


def _is_tracking(name: str) -> bool:
    return name.lower() in TRACKING or name.lower().startswith(TRACKING_PREFIXES)
