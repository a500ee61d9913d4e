"""The programme desk: pages on which organisers build, check and hand on a week."""
