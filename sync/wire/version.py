"""Which app this is: an ERP that keeps a list of its devices is told."""

APP_VERSION = "0.1.0"
"""The one of pyproject.toml, which is not there where the app runs."""
