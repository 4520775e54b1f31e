"""Lists of exercises on pages, their graph, and the cards that come back in reviews.

What a learner has done is added in the browser, and is none of its business.
"""
