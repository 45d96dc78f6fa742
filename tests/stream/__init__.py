"""A simulated country of news: pages with a known truth, and the verdict on the events that they give."""
