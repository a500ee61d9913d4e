"""Lists that people ask for: who takes part, who leads, who eats what, what is missing."""
