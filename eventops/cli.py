"""The ``eventops`` command: gathers each domain's commands."""

import sys

import click

from eventops import __version__
from eventops.agenda.cli import agenda
from eventops.agenda.publishing import publish
from eventops.badges.cli import badges
from eventops.checkin.cli import door_commands
from eventops.demo.cli import demo
from eventops.operation.cli import db_commands, serve, work
from eventops.operation.people_cli import people
from eventops.operation.programme_cli import import_programme, write_workbook
from eventops.operation.user_cli import user_commands
from eventops.programme.cli import schedule
from eventops.programme.edition_cli import edition_commands

SPEAKING = ("agenda", "badges", "people")
"""Commands that make addresses and sentences as the pages do, so need the application."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="eventops")
@click.pass_context
def commands(context: click.Context) -> None:
    """Conference operations for intergovernmental meetings.

    Example: eventops db upgrade && eventops schedule publish schedules/my-edition
    """
    if context.invoked_subcommand in SPEAKING:
        from eventops.app import create_app  # slow: every domain is imported

        context.with_resource(create_app().test_request_context())


for group in (
    edition_commands,
    schedule,
    agenda,
    badges,
    door_commands,
    people,
    user_commands,
    demo,
    db_commands,
    serve,
    work,
):
    commands.add_command(group)

for command in (publish, import_programme, write_workbook):
    schedule.add_command(command)


def main() -> None:
    """Run a command; what goes wrong is one sentence on stderr and exit 1."""
    from eventops.operation.faults import sentence_for  # slow: needs the catalogue of sentences

    try:
        commands(standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except click.Abort:
        sys.exit(130)
    except Exception as fault:
        sentence = sentence_for(fault)
        if sentence is None:
            raise
        click.echo(sentence, err=True)
        sys.exit(1)
