"""Check the documents: links lead somewhere, docs/cli.md is what --help prints, both READMEs name every command.

python -m docs.check [--write]      --write renews docs/cli.md
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from waqai.cli import app
from waqai.version import __version__

ROOT = Path(__file__).parent.parent
HELP = ROOT / "docs" / "cli.md"
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)")


def main() -> None:
    if "--write" in sys.argv:
        HELP.write_text(help_page(), encoding="utf-8")
    faults = [*broken_links(), *unfinished(), *stale_help(), *unnamed_commands(), *silent_changelog()]
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(f"{len(faults)} faults in the documents")
    print("documents: links, help and commands are right")


def documents() -> list[Path]:
    """Return the Markdown files of the project."""
    hidden = (".venv", "node_modules", ".git")
    return [path for path in sorted(ROOT.rglob("*.md")) if not any(part in hidden for part in path.parts)]


def broken_links() -> Iterator[str]:
    """Yield relative links to files that are not there."""
    for path in documents():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for target in LINK.findall(line):
                if not (path.parent / target).exists():
                    yield f"{path.relative_to(ROOT)}:{number}: no such file: {target}"


def unfinished() -> Iterator[str]:
    """Yield places that were to be filled in."""
    for path in documents():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if "@@" in line:
                yield f"{path.relative_to(ROOT)}:{number}: not filled in"


def help_page() -> str:
    """Return docs/cli.md: each command's help, arguments and options, as the program declares them."""
    parts = ["# The command line\n\nMade by `python -m docs.check --write` from the program itself; `--help` also tells defaults and choices.\n"]
    for name, command in sorted(get_command(app).commands.items()):  # type: ignore[attr-defined]
        rows = [f"| {_flags(parameter)} | {parameter.help or ''} |" for parameter in command.params if getattr(parameter, "help", None)]
        table = "\n".join(["| argument or option | |", "| --- | --- |", *rows])
        parts.append(f"## waqai {name}\n\n{command.help}\n\n{table}\n\n{_plain(command.epilog)}\n")
    return "\n".join(parts)


def _flags(parameter: Any) -> str:
    names = parameter.opts if parameter.param_type_name == "option" else [parameter.metavar or parameter.name.upper()]
    return ", ".join(f"`{name}`" for name in names)


def _plain(marked_up: str) -> str:
    return re.sub(r"\[bold\](.*)\[/bold\]", r"`\1`", marked_up)


def commands() -> list[str]:
    """Return the names of all commands."""
    return list(get_command(app).commands)  # type: ignore[attr-defined]


def stale_help() -> Iterator[str]:
    """Yield a fault when docs/cli.md is not what --help prints."""
    if not HELP.exists() or HELP.read_text(encoding="utf-8") != help_page():
        yield "docs/cli.md: not what --help prints; renew it with python -m docs.check --write"


def unnamed_commands() -> Iterator[str]:
    """Yield commands that a README does not name."""
    for readme in ("README.md", "README.ar.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        yield from (f"{readme}: the command `waqai {name}` is not named" for name in commands() if f"waqai {name}" not in text)


def silent_changelog() -> Iterator[str]:
    """Yield a fault when the changelog does not know the version."""
    if __version__ not in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"):
        yield f"CHANGELOG.md: nothing about version {__version__}"


if __name__ == "__main__":
    main()
