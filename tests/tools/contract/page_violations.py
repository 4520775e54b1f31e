"""Edits of the toy course's pages, each of which breaks one rule of the contract."""

from tests.tools.contract.edits import Edit, both, replace, write

FIGURE = "../docs/figures/pictured.py"


def page(name: str, text: str) -> Edit:
    """A new page about a concept, with words enough and this below them."""
    doubling = "concepts/doubling.md"
    return both(
        write(f"../docs/concepts/{name}.md", f"# A\n\n{'word ' * 12}\n\n## Practice\n\n{text}"),
        replace("../mkdocs.yml", doubling, f"{doubling}\n      - concepts/{name}.md"),
    )


# rule: (the edit, nothing, words of the complaint)
PAGE_VIOLATIONS: dict[str, tuple[Edit, str, str]] = {
    "nav": (
        write("../docs/halving.md", "# Halving\n"),
        "",
        "the navigation does not name the page",
    ),
    "figures": (
        replace("../docs/concepts/doubling.md", "::: figure pictured", "::: figure pictuerd"),
        "",
        "there is no figure 'pictuerd'",
    ),
    "figure-states": (
        replace(FIGURE, "2 * state.value, ", "2 / (state.value - 2), "),
        "",
        "the state value = 2 cannot be computed: ZeroDivisionError",
    ),
    "figure-sentences": (
        replace(FIGURE, "The double of {state.value} is {2 * state.value}.", "It is {'doubled'}."),
        "",
        "states 0 and 1 look different and both say “It is doubled.”",
    ),
    "figure-weight": (
        replace(
            FIGURE,
            "Dots.at(state.value, 2 * state.value, ",
            "Dots.at(*([state.value * 7919 * n % 99991 / 9e4 for n in range(9999)],) * 2, ",
        ),
        "",
        "kB, more than 60",
    ),
    "figure-sources": (
        replace(FIGURE, "SOURCES = ()", 'SOURCES = ("euclid-elemnts",)'),
        "",
        "unknown source 'euclid-elemnts'",
    ),
    "figure-embedded": (
        replace("../docs/concepts/doubling.md", "::: figure pictured", ""),
        "",
        "no page shows the figure",
    ),
    "embeds": (
        replace("../docs/concepts/doubling.md", "g\n", "g\n\n::: exercise arithmetic/duoble\n"),
        "",
        "there is no exercise 'arithmetic/duoble'",
    ),
    "practice": (page("halving", "::: figure pictured\n"), "", "the page leads to no exercise"),
    "pictures": (
        page("halving", "The [first](doubling.md#arithmetic-double) is in code.\n"),
        "",
        "the page has 0 figures; at least 1 is asked for",
    ),
    "works": (
        replace(
            "../docs/sources.toml",
            "[euclid-elements]",
            '[nobody-1900-nothing]\ntitle = ""\n\n[euclid-elements]',
        ),
        "",
        "nothing cites the work nobody-1900-nothing",
    ),
    "links": (
        replace("../docs/concepts/doubling.md", "#arithmetic-parity", "#arithmetic-party"),
        "",
        "the link doubling.md#arithmetic-party leads to no heading or exercise of docs/",
    ),
    "sections": (
        replace("../docs/concepts/doubling.md", "## Practice", "## Exercises"),
        "",
        "the page has no section “Prac*”",
    ),
    "length": (
        replace("../docs/concepts/doubling.md", " is in code, the", "the"),
        "",
        "words; at least 12 are asked for",
    ),
    "letters": (
        replace("../docs/concepts/doubling.md", "## Practice", "\\[ y = 2d \\]\n\n## Practice"),
        "",
        "no sentence says what y is in the formula",
    ),
    "citations": (
        replace(
            "../docs/concepts/doubling.md",
            "# Doubling",
            "## Sources\n\n- [euclid-elements](): *Elements*, Athens\n\n# Doubling",
        ),
        "",
        "euclid-elements is not described as in docs/sources.toml",
    ),
    "lists": (
        replace("../docs/concepts/doubling.md", "# Doubling\n", "# Doubling\n\n::: list al\n"),
        "",
        "there is no list 'al'",
    ),
    "courses": (
        replace("../mkdocs.yml", "extra:", "extra:\n  courses: {two: {exercises: [a/doubel]}}"),
        "",
        "there is no exercise 'a/doubel'",
    ),
    "identity": (
        replace("../mkdocs.yml", "extra:", 'extra:\n  exercises: ["*", "arithmetic/duoble"]'),
        "",
        "no exercise is called 'arithmetic/duoble'",
    ),
    "formulas": (
        replace(
            "../docs/concepts/doubling.md",
            "The [first]",
            r"Twice \(x\) is \(\frac{2}{x\). The [first]",
        ),
        "",
        r"the formula \frac{2}{x cannot be read",
    ),
}
