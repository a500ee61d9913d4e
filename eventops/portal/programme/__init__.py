"""The programme desk: pages on which a week is built, checked and published."""
