"""What conflicts say: ``conflict_<rule>`` why, ``way_<rule>`` what would resolve it."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "severity_blocks": _("Blocks"),
    "severity_warns": _("Warns"),
    "severity_informs": _("Informs"),
    "rule_room_taken": _("Room taken"),
    "rule_principal_twice": _("Principal in two places"),
    "rule_staff_twice": _("Staff in two places"),
    "rule_local_rule": _("Hours kept free"),
    "rule_holiday": _("Public holiday"),
    "rule_outside_hours": _("Outside opening hours"),
    "rule_room_too_small": _("Room too small"),
    "rule_coverage": _("Delegation spread too thin"),
    "rule_turn_round": _("Turn-round of a room"),
    "rule_walking_time": _("Way between rooms"),
    "rule_partner_unnamed": _("Partner not named"),
    "rule_partner_absent": _("Partner not accredited"),
    "rule_opening_order": _("Before the opening"),
    "rule_partner_order": _("Order of partners"),
    "conflict_session": _("“%(title)s” (%(day)s, %(start)s–%(end)s)"),
    "conflict_head": _("the head of delegation of %(party)s"),
    "conflict_heads": _("the heads of delegation of %(parties)s"),
    "conflict_delegation": _("%(party)s (%(members)s)"),
    "conflict_room_taken": _(
        "%(room)s is taken: %(second)s would begin before %(first)s has ended."
    ),
    "conflict_principal_twice": _(
        "Would be in two places at the same time: %(people)s, at %(first)s and %(second)s."
    ),
    "conflict_staff_twice": _(
        "Would work in two places at the same time: %(people)s, at %(first)s and %(second)s."
    ),
    "conflict_local_rule": _(
        "%(first)s touches the hours from %(from)s to %(to)s, which are kept free for “%(name)s”."
    ),
    "conflict_holiday": _("%(first)s is on a public holiday, “%(name)s”."),
    "conflict_outside_hours": _(
        "%(first)s is outside the opening hours of %(venue)s, %(opens)s to %(closes)s."
    ),
    "conflict_room_too_small": _(
        "%(first)s counts %(needed)s seats by its audience; %(room)s has %(seats)s."
    ),
    "conflict_coverage": _(
        "Cannot be in all %(count)s sessions that need them at the same time, with so many "
        "accredited members: %(delegations)s. The sessions: %(sessions)s."
    ),
    "conflict_turn_round": _(
        "%(room)s has %(gap)s min between %(first)s and %(second)s, and needs %(needed)s min to be "
        "made ready."
    ),
    "conflict_walking_time": _(
        "Only %(gap)s min for a way of %(needed)s min from %(first)s to %(second)s: %(people)s."
    ),
    "conflict_partner_unnamed": _(
        "%(first)s is a consultation with a partner, but its audience names none."
    ),
    "conflict_partner_absent": _("Nobody is approved yet of %(delegations)s, for %(first)s."),
    "conflict_opening_order": _(
        "%(other)s would begin before %(opening)s, which opens the meeting, has ended."
    ),
    "conflict_partner_order": _(
        "%(first)s comes before %(second)s; in the edition’s order their partners stand the other "
        "way round."
    ),
    "way_room_taken": _("Move one of them to another time or another room."),
    "way_principal_twice": _(
        "Move one of them to another time, or let somebody else stand in for one of them."
    ),
    "way_staff_twice": _("Name somebody else for one of them, or move it to another time."),
    "way_local_rule": _("Move it before or after these hours."),
    "way_holiday": _("Move it to another day."),
    "way_outside_hours": _("Move it into the opening hours, or have the building open longer."),
    "way_room_too_small": _("Take a larger room, or fewer seats for each delegation."),
    "way_coverage": _(
        "Hold the sessions one after another, or have these delegations accredit more members."
    ),
    "way_turn_round": _("Leave more time between them, or take another room for one."),
    "way_walking_time": _("Leave more time between them, or hold both in one room."),
    "way_partner_unnamed": _("Name the partner in the audience of the session."),
    "way_partner_absent": _("Remind the delegation to submit its list, or decide on its people."),
    "way_opening_order": _("Move it behind the opening, or the opening before it."),
    "way_partner_order": _("Let the two change places."),
    "no_conflict": _(
        "This conflict is no longer there; it may have been resolved, or have changed meanwhile."
    ),
    "no_override": _("This exception is no longer there."),
    "reason_needed": _("Please say why the conflict may stand."),
}
