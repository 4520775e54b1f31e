"""What is said of a misspelt word."""

from tools.common.spelling import suggestion


def test_near_matches_come_before_all_names() -> None:
    assert suggestion("duoble", ["double", "parity"]) == "Did you mean double?"
    assert suggestion("xyz", ["double", "parity"]) == "Known: double, parity."
    assert suggestion("xyz", []) == "There is none yet."
