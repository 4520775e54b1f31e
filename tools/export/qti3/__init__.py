"""QTI 3.0 packages: scenarios and cards as questions that a learning platform asks by itself.

Nothing of the site is in them, and nothing runs in them but what the platform knows of QTI; whose
parts are here is in the order in which its schema has them. Programs are no questions of QTI.
"""
