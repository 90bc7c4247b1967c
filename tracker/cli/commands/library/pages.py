"""`tsubo read` and `about`: pages to read, and what tsubo is and is not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tracker.cli.commands.completion import complete_page
from tracker.cli.context import CommandContext
from tracker.cli.output import json_option, print_json, print_lines, print_table

if TYPE_CHECKING:
    from tracker.library.about_page import AboutSection


@click.command("read")
@click.argument("page", required=False, shell_complete=complete_page)
@json_option
@click.pass_obj
def read_command(context: CommandContext, page: str | None, as_json: bool) -> None:
    """List the pages to read, or print one.

    \b
      tsubo read
      tsubo read technique
    """
    pages = context.built_in.pages
    found = [each for each in pages if page is None or each.name == page.casefold()]
    if page is not None and not found:
        names = ", ".join(each.name for each in pages)
        raise click.ClickException(f"“{page[:40]}” is not a page; choose {names}")
    if as_json:
        from dataclasses import asdict

        print_json({"pages": [asdict(each) for each in found]})
    elif page is None:
        print_table([(each.name, each.title) for each in found])
    else:
        print_lines([found[0].title, "", *found[0].lines])


@click.command("about")
@json_option
@click.pass_obj
def about_command(context: CommandContext, as_json: bool) -> None:
    """Print what tsubo is and is not, when to stop, the evidence and its sources.

    \b
      tsubo about
    """
    from tracker.library.about_page import about_sections

    library = context.built_in
    standing, sections = library.about.standing, [*about_sections(library)]
    if as_json:
        said = [
            {
                "title": title,
                "lines": [
                    {"text": f"{line.mark.removeprefix('- ')}{line.text}", "source": line.is_source}
                    for line in lines
                ],
            }
            for title, lines in sections
        ]
        print_json({"standing": standing, "sections": said})
        return
    print_lines([standing, *_section_lines(sections)])


def _section_lines(sections: "list[AboutSection]") -> Iterator[str]:
    for title, lines in sections:
        yield from ("", title)
        for line in lines:
            indent = "    " if line.is_source and not line.mark else "  "
            yield f"{indent}{line.mark}{line.text}"
