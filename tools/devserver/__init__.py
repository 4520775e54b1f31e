"""`serve`: builds after each change, shows the site, and says what the contract finds.

Nothing of it is in the finished site.
"""
