"""What whoever packs sees: the list, and one document."""

from app.pack.view.pack import view
from app.pack.view.packs import view_packs

__all__ = ["view", "view_packs"]
