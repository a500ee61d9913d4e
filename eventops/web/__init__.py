"""The Flask toolkit: request session, problems, forms, pages, assets, headers. Knows no domain."""
