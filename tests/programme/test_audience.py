"""The audience grammar: what a rule says, and that its text is canonical."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventops.programme.audience import (
    AudienceFault,
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
    parse,
)
from tests.programme.plans import rules

ADGMIN_2026 = """
everyone
ams 1+0 · ASEC
ams 1+3 · ASEC
ams 1+3 · ASEC · named(cert)
ams 1+3 · ASEC
ams 1+3 · ASEC
ams 1+3 · ASEC · named(operators) as guest item 1
ams 1+2 · ASEC
ams 1+2 · named(partner-experts) · ASEC
ams 1+1 · ASEC
ams 1+4 · partner 1+2 · ASEC
ams 1+4 · ASEC · media as photo until +10m
ams 1+4 · ASEC
ams 1+4 · ASEC
tbd(2,ams) 1+3
ams 1+4 · ams:chair@wg-* · ASEC
ams 1+4 · ASEC
ams 1+1 · ASEC
ams 1+0 · ASEC 1+0
ams 1+3 · CN 1+6 · ASEC
FIN · ams 1 each as jury · ASEC
ams 1+3 · JP 1+6 · ASEC
ams 1+3 · KR 1+6 · ASEC
ams 1+3 · IN 1+6 · ASEC
ams 1+3 · US 1+6 · ASEC
ams 1+3 · EU 1+6 · ASEC
ams 1+3 · RU 1+6 · ASEC
ams 1+3 · ITU 1+3 · APT 1+3 · ASEC
business-council 1+5 · ams:deputy
ams 1+4 · ASEC
HOST:protocol|liaison|security|technician as duty
same(opening)
guest:guest-of-honour · ams 1+8 · partner 1+4 · ASEC 1+0 · UN 1+0 · diplomatic-corps · business · \
igo · media
everyone
FIN · ams:jury · ASEC
ams 1+0 · ASEC 1+0 · media:pool as photo
everyone
ams 1+1 · ASEC 1+1
ams 1+1 · ASEC 1+0 · partner 1+0
ams 1+4 · ASEC 1+4
named(registered) · everyone
ams 1+4 · ASEC 1+4
VN 1+5 · JP 1+5 · named(interpreters) as interpreter
VN 1+5 · KH 1+5
JP 1+4 · SG 1+4
JP 1+5 · KH 1+5 · media as photo until +5m
ams 1+4 · FIN · sponsor · media
ams 1+4 · partner 1+2 · FIN
ams 1+3 · CN 1+6 · ASEC 1+0
everyone
ams 1+3 · JP 1+6 · ASEC 1+0
ams 1+3 · KR 1+6 · ASEC 1+0
ams 1+3 · IN 1+6 · ASEC 1+0
VN 1+5 · TL 1+5
guest:prime-minister · JP 1+5
ams 1+3 · US 1+6 · ASEC 1+0
ams 1+3 · ITU 1+4 · APT 1+1 · ASEC 1+0
ams 1+4 · ASEC 1+4
ams 1+8 · partner 1+4 · media
VN:chair · BN 1+0 · ASEC 1+0 · media:accredited
"""


def test_every_rule_of_the_real_week_is_canonical() -> None:
    rows = [line.split(" · ") for line in ADGMIN_2026.strip().splitlines()]
    texts = [text for row in rows for text in row]
    assert (len(rows), len(texts)) == (60, 154)
    assert [str(parse(text)) for text in texts] == texts


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("everyone", Rule(Everyone())),
        ("ams 1+3", Rule(GroupRef("ams"), seats=HeadPlus(1, 3))),
        ("CN 0+6", Rule(PartyRef("CN"), seats=HeadPlus(0, 6))),
        ("-VN:security", Rule(PartyRef("VN"), remove=True, functions=("security",))),
        (
            "ams:chair|deputy@wg-* 1 each as jury until +10m item 2",
            Rule(
                GroupRef("ams"),
                functions=("chair", "deputy"),
                list="wg-*",
                seats=Each(1),
                capacity=Capacity.JURY,
                until_minutes=10,
                item=2,
            ),
        ),
        (
            "named(partner-experts) as guest",
            Rule(Named("partner-experts"), capacity=Capacity.GUEST),
        ),
        ("tbd(2,ams) 1+3", Rule(Undecided(2, "ams"), seats=HeadPlus(1, 3))),
        ("same(x7k2)", Rule(SameAs("x7k2"))),
        ("same(7k2)", Rule(SameAs("7k2"))),
    ],
)
def test_rule_is_read_into_its_parts(text: str, rule: Rule) -> None:
    assert (parse(text), str(rule)) == (rule, text)


@pytest.mark.parametrize(
    ("loose", "canonical"),
    [
        ("  ams   1+3 ", "ams 1+3"),
        ("- CN", "-CN"),
        ("ams : chair | deputy @ wg-ai 1+03", "ams:chair|deputy@wg-ai 1+3"),
        ("tbd( 2 , ams )  1   each", "tbd(2,ams) 1 each"),
        ("same( opening )", "same(opening)"),
    ],
)
def test_loose_spacing_is_read_and_written_canonically(loose: str, canonical: str) -> None:
    assert str(parse(loose)) == canonical


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ("empty", 0, "")),
        ("   ", ("empty", 0, "")),
        ("-", ("who", 1, "")),
        ("?ams", ("who", 0, "?ams")),
        ("Ams 1+3", ("who", 0, "Ams")),
        ("invited(cert)", ("who", 0, "invited(cert)")),
        ("named()", ("named", 0, "named()")),
        ("named(The Chair)", ("named", 0, "named(The Chair)")),
        ("tbd(ams)", ("undecided", 0, "tbd(ams)")),
        ("tbd(0,ams)", ("undecided", 0, "tbd(0,ams)")),
        ("same(Opening)", ("same", 0, "same(Opening)")),
        ("ams:", ("function", 4, "")),
        ("ams:chair|", ("function", 10, "")),
        ("ams:chair|chair", ("function_twice", 10, "chair")),
        ("ams@", ("list", 4, "")),
        ("ams 2+3", ("head", 4, "2+3")),
        ("ams 1+1000", ("number", 6, "1000")),
        ("ams 0+0", ("number", 6, "0")),
        ("ams 0 each", ("number", 4, "0")),
        ("ams as jurist", ("capacity", 7, "jurist")),
        ("ams as", ("capacity", 6, "")),
        ("media until 10m", ("until", 12, "10m")),
        ("media until +0m", ("number", 13, "0")),
        ("media item one", ("item", 11, "one")),
        ("ams 1+", ("unexpected", 4, "1+")),
        ("ams 1+٣", ("unexpected", 4, "1+٣")),
        ("ams ASEC", ("unexpected", 4, "ASEC")),
        ("ams item 1 as guest", ("unexpected", 11, "as")),
        ("ams\n1+3", ("unexpected", 3, "1+3")),
    ],
)
def test_text_that_is_no_rule_says_what_and_where(text: str, fault: tuple[str, int, str]) -> None:
    with pytest.raises(AudienceFault) as caught:
        parse(text)
    assert (caught.value.code, caught.value.position, caught.value.found) == fault


@given(rules())
def test_any_rule_comes_back_from_its_text(rule: Rule) -> None:
    assert parse(str(rule)) == rule


@given(st.text(alphabet="ams CN1+3:@|-()*each untilitem0", max_size=40))
def test_any_text_is_a_rule_or_one_fault(text: str) -> None:
    try:
        rule = parse(text)
    except AudienceFault as fault:
        assert 0 <= fault.position <= len(text)
    else:
        assert parse(str(rule)) == rule
