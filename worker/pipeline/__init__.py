"""From bytes to events: pure, synchronous, without clock or transport.

    split_page(raw, capture, options)  -> SplitPage      (worker.pipeline.splitting)
    identify(state, page)             -> Decision       (worker.identity)
    publish_item(item)                -> Event          (worker.pipeline.publishing)

`order.py` is the file to read first: the steps in their order, with the reasons for it.
"""

from worker.pipeline.capture import Capture, PageOptions
from worker.pipeline.publishing import publish_item
from worker.pipeline.splitting import split_page

__all__ = ["Capture", "PageOptions", "publish_item", "split_page"]
