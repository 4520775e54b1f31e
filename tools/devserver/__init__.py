"""``serve``: builds after each change, shows the site, and says on it what the contract finds.

Building belongs to ``tools.site``. Nothing of this is in the finished site.
"""
