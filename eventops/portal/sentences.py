"""What the composed screens have to say: faults of a spreadsheet, and what its columns mean."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "no_import": _("There is nothing at this address, or nothing that you may see."),
    "import_over": _("This file was confirmed already, or another one was sent after it."),
    "import_failed": _(
        "Taking the file in failed on our side; nothing of it was stored. Please send it again."
    ),
    "nobody_chosen": _("Choose at least one person."),
    "file_missing": _("Choose a file first."),
    # The file as a whole
    "spreadsheet_too_large": _("The file is larger than %(most)s MB; nothing was read."),
    "spreadsheet_empty": _("The file is empty."),
    "spreadsheet_not_known": _(
        "This is neither CSV nor XLSX nor ODS, or it is locked with a password. Save it as an "
        "Excel workbook (.xlsx) without a password."
    ),
    "spreadsheet_damaged": _(
        "The file is damaged and cannot be read. Save it again and resend it."
    ),
    "spreadsheet_encoding": _(
        "The letters of this CSV file cannot be read. Save it as “CSV UTF-8”, or as an Excel "
        "workbook (.xlsx)."
    ),
    "spreadsheet_bloated": _("Unpacked, the file would be larger than %(most)s MB."),
    "spreadsheet_too_many_rows": _("A file may have up to %(most)s rows."),
    "spreadsheet_too_wide": _("A file may have up to %(most)s columns."),
    "no_people_in_file": _("There is nobody in the file: below the headings all rows are empty."),
    "column_missing": _("The column “%(column)s” is missing."),
    "unknown_column": _("There is no column of this name; take the headings from the template."),
    "column_twice": _("This column is there twice."),
    "quota_overflow": _(
        "%(delegation)s has %(quota)s places, of which %(used)s are taken; the file would add "
        "%(new)s people."
    ),
    # One row of it
    "cell_without_heading": _("There is text here, but no heading above it."),
    "cell_not_understood": _("This cannot be understood; see the explanations in the template."),
    "other_delegation": _("You may only send people of your own delegation (%(own)s)."),
    "delegation_empty": _("Write the code of the delegation."),
    "unknown_delegation": _("There is no delegation with this code."),
    "unknown_reference": _(
        "Nobody on the list has this reference. Leave it empty for somebody new."
    ),
    "reference_elsewhere": _("Whoever has this reference belongs to another delegation."),
    "several_of_this_name": _(
        "Several people on the list have this name. Download the list and keep their reference, "
        "so that it is clear who is meant."
    ),
    "row_twice": _("This is the same person as in row %(first)s."),
    "function_not_theirs": _(
        "This delegation cannot nominate for that function; choose one from the drop-down list."
    ),
    "not_yes_or_no": _("Write x for yes, or leave the cell empty."),
    # What the columns mean
    "column_reference": _(
        "Stands in a downloaded list and says who is meant. Leave it unchanged, and empty for new "
        "people."
    ),
    "column_delegation": _("The code of the delegation, from the drop-down list."),
    "column_style": _("How the person is addressed: H.E., Dr, Yang Berhormat."),
    "column_full_name": _(
        "Always needed. The full name in Latin letters, in the order its owner uses."
    ),
    "column_badge_name": _("What stands large on the badge. Leave empty for the full name."),
    "column_own_script": _("The name in its own script, such as ສີ ຄຳ or សុខ."),
    "column_sort_name": _("What lists sort by. Leave empty for the full name."),
    "column_position": _("As it should stand on lists: Director, Digital Policy."),
    "column_function": _("From the drop-down list; empty means delegate."),
    "column_email": _(
        "May be shared by several people, such as an embassy. Leave empty when there is none."
    ),
    "column_meeting": _(
        "x when the person stands on the delegation’s list for this meeting. New names go to the "
        "end; nobody else moves."
    ),
    "sheet_all_or_nothing": _(
        "The file is checked first, and you see what it would do. With any fault nothing is taken "
        "in."
    ),
    "sheet_again": _(
        "A file may be sent again: people already on the list are corrected, not added twice. "
        "Nobody is removed by leaving out a row; withdraw people on the page."
    ),
}
