"""What every command uses: paths, programs, files, the terminal, the Problem.

Nothing here knows of exercises or pages.
"""
