"""What MkDocs calls while it builds: it loads this file by its path, so the rest is elsewhere."""

from tools.site.search_index import on_nav

__all__ = ["on_nav"]
