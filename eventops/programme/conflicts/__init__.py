"""What in a programme cannot be, or should not: rules over values, one pass over sorted intervals."""
