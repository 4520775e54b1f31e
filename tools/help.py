"""`help`: the list of commands."""

from tools.cli import COMMANDS


def main(arguments: list[str]) -> int:
    """Print every command with its line."""
    del arguments  # help about one command is the same list
    print("make COMMAND [ARGS='arguments'], or python3 -m tools COMMAND [arguments]\n")
    for name, command in COMMANDS.items():
        print(f"  {name:<11} {command.summary}")
    return 0
