"""Invented plans: strategies for hypothesis and the folder of one small edition."""

from hypothesis import strategies as st

from eventops.programme.audience import (
    MOST,
    Capacity,
    Each,
    Everyone,
    GroupRef,
    HeadPlus,
    Named,
    PartyRef,
    Rule,
    SameAs,
    Undecided,
)

codes = st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}", fullmatch=True)
party_codes = st.from_regex(r"[A-Z][A-Z0-9]{0,3}(-[A-Z0-9]{1,2})?", fullmatch=True)
counts = st.integers(1, MOST)


def rules() -> st.SearchStrategy[Rule]:
    who = st.one_of(
        st.just(Everyone()),
        party_codes.map(PartyRef),
        codes.filter(lambda code: code != "everyone").map(GroupRef),
        codes.map(Named),
        st.builds(Undecided, counts, codes),
        codes.map(SameAs),
    )
    seats = st.one_of(
        st.builds(HeadPlus, st.just(1), st.integers(0, MOST)),
        st.builds(HeadPlus, st.just(0), counts),
        st.builds(Each, counts),
    )
    return st.builds(
        Rule,
        who,
        remove=st.booleans(),
        functions=st.lists(codes, max_size=3, unique=True).map(tuple),
        list=st.none() | st.from_regex(r"[a-z]{1,4}(-[a-z0-9*]{1,3})?", fullmatch=True),
        seats=st.none() | seats,
        capacity=st.none() | st.sampled_from(Capacity),
        until_minutes=st.none() | counts,
        item=st.none() | counts,
    )
