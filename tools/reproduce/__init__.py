"""`reproduce`: published numbers beside ours.

A recipe is a module NAME of ``PACKAGE.reproductions``, for one of the project's packages, that
holds ``REPRODUCTION``; what that is stands in the package's docstring. To run one:

    python -m tools reproduce NAME            all jobs; writes docs/data/reproductions/NAME.json
    python -m tools reproduce NAME --quick    the quick variant; only prints its table

A page shows the table where it says ``::: table reproductions/NAME``. Each finished job is kept in
.cache/reproductions/, so a run that was stopped goes on where it was, and a recipe whose `rows` or
texts have changed is only put together again. What a job depends on is found in the sources, see
`needs`: when any of that changes, the job is run again.
"""
