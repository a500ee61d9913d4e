"""EventOps: conference operations for intergovernmental meetings."""

__version__ = "0.1.0"
