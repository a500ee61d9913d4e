"""What a delegation's history says; ``did_<action of the journal>``, ``field_<name>``."""

"""What the composed screens have to say: faults of a spreadsheet, and what its columns mean."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "step_restored": _("the return to version %(version)s"),
    "no_changes": _("No version of the programme is kept yet that changes could be counted from."),
    "news_not_out": _("The news has not gone out yet."),
    "mark_running": _("“%(title)s” is running."),
    "mark_late": _("“%(title)s” starts %(minutes)s minutes late."),
    "mark_ended": _("“%(title)s” has ended."),
    "did_something": _("Something was changed (%(action)s)."),
    "did_delegate_added": _("%(name)s was added to the delegation."),
    "did_delegate_corrected": _("%(name)s: %(fields)s corrected."),
    "did_lists_left": _("%(name)s left the lists for %(meetings)s."),
    "did_lists_rejoined": _("%(name)s is back at the end of the lists for %(meetings)s."),
    "did_list_ordered": _(
        "%(name)s moved from place %(before)s to %(after)s on the list for %(meeting)s."
    ),
    "did_photo_kept": _("%(name)s has a new photo."),
    "did_registration_nominated": _("%(name)s was nominated."),
    "did_registration_nominated_late": _("%(name)s was nominated after the last day."),
    "did_registration_submitted": _("%(name)s was handed in."),
    "did_registration_checked": _("%(name)s was checked."),
    "did_registration_approved": _("%(name)s was approved."),
    "did_approval_taken_over": _("%(name)s was approved in place of %(user)s, named for it."),
    "did_registration_more_information": _("A question about %(name)s was asked."),
    "did_registration_refused": _("%(name)s was refused. %(reason)s"),
    "did_registration_withdrawn": _("%(name)s was withdrawn."),
    "did_registration_reinstated": _("The withdrawal of %(name)s was taken back."),
    "did_registration_undone": _("The last decision about %(name)s was taken back."),
    "did_lists_restored": _("%(name)s is back on the lists for %(meetings)s."),
    "did_vetting_blocked": _("Vetting blocked something for %(name)s."),
    "did_vetting_lifted": _("Vetting lifted its blocks for %(name)s."),
    "did_vetting_cleared": _("%(name)s was cleared by vetting."),
    "did_vetting_reopened": _("%(name)s is looked at by vetting again."),
    "did_registration_categorised": _("The badge of %(name)s has the category “%(category)s” now."),
    "did_badge_issued": _("A badge for %(name)s was issued."),
    "did_badge_printed": _("The badge of %(name)s was printed."),
    "did_badge_collected": _("The badge of %(name)s was collected."),
    "did_badge_lost": _("The badge of %(name)s was reported lost."),
    "did_badge_replaced": _("The badge of %(name)s was replaced by a new one."),
    "did_badge_revoked": _("The badge of %(name)s ended."),
    "did_badge_returned": _("The badge of %(name)s was returned."),
    "did_focal_point_named": _("%(user)s was named focal point."),
    "did_focal_point_invited": _("%(user)s was invited by letter."),
    "did_consent_given": _("%(name)s was told about the data and agreed."),
    "did_consent_withdrawn": _("%(name)s withdrew the consent."),
    "did_people_merged": _("A second entry of %(name)s was joined with this one."),
    "did_two_people": _("%(name)s and somebody alike were found to be two people."),
    "did_two_people_taken_back": _("%(name)s and somebody alike may be one person after all."),
    "did_document_number_shown": _("The document number of %(name)s was shown."),
    "did_list_taken": _("A list of the delegation was taken as a file."),
    "did_focal_point_removed": _("%(user)s is no longer focal point."),
    "did_liaison_officer_assigned": _("%(user)s was attached as liaison officer."),
    "did_liaison_officer_corrected": _("The telephone of liaison officer %(user)s was corrected."),
    "did_liaison_officer_detached": _("%(user)s is no longer liaison officer."),
    "did_quota_set": _("The places were changed from %(before)s to %(after)s."),
    "did_quota_lines_set": _("The places by category and level are now: %(lines)s."),
    "did_list_submitted": _("The list was declared complete."),
    "did_list_reopened": _("The list was opened again."),
    "did_document_received": _("A paper arrived: %(kind)s."),
    "did_document_removed": _("A paper was taken off the list: %(kind)s."),
    "places_whole": _("The whole delegation"),
    "by_cli": _("the command line"),
    "by_demo": _("the demonstration"),
    "by_nobody": _("somebody no longer known"),
    "no_lines": _("none, only the whole counts"),
    "field_style": _("style"),
    "field_full_name": _("full name"),
    "field_badge_name": _("name on the badge"),
    "field_own_script": _("name in its own script"),
    "field_own_language": _("language of the name"),
    "field_sort_name": _("name for sorting"),
    "field_email": _("mail address"),
    "field_function": _("function"),
    "field_position": _("title or post"),
    "field_mrz_name": _("name as in the passport"),
    "field_born_on": _("date of birth"),
    "field_diet": _("dietary need"),
    "field_document": _("travel document"),
    "field_meetings": _("lists"),
    "field_other": _("other details"),
    "no_import": _("There is nothing at this address, or nothing that you may see."),
    "import_over": _("This file was confirmed already, or another one was sent after it."),
    "import_failed": _(
        "Taking the file in failed on our side; nothing of it was stored. Please send it again."
    ),
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
    "people_not_told": _("The people have to be told first how their data is used, and to agree."),
    "consent_undeclared": _(
        "There are new people in the file: declare with --consent-declared that they have been "
        "told how their data is used, and agree."
    ),
    "column_missing": _("The column “%(column)s” is missing."),
    "unknown_column": _("There is no column of this name; take the headings from the template."),
    "column_twice": _("This column is there twice."),
    "quota_overflow": _(
        "%(delegation)s has %(quota)s places, of which %(used)s are taken; the file would add "
        "%(new)s people."
    ),
    # One row of it
    "cell_without_heading": _("There is text here, but no heading above it."),
    "birth_date_not_a_date": _(
        "Write the date as 1975-12-31, or send a workbook (.xlsx) with a date in this cell."
    ),
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
        "people. In a row with a reference an emptied cell is taken as emptied; without one, empty "
        "cells leave what is known."
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
    "column_mrz_name": _(
        "As in the last lines of the passport: letters A to Z, spaces and < alone. May stay empty."
    ),
    "column_born_on": _(
        "As 1975-12-31, or as a date of the spreadsheet program. Helps to tell two people of one "
        "name apart; may stay empty."
    ),
    "column_diet": _(
        "In the person’s own words, such as halal, vegetarian, no nuts. May stay empty."
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
