from __future__ import annotations

import copy
import datetime
import enum
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from crossref_deposit.binding.declaration import MODELS, Leaf, declared
from crossref_deposit.binding.values import Refused, SimpleType, collapse, show

MAY = datetime.date(2024, 5, 1)
NBSP = "\u00a0"
INTEGER = SimpleType(base="integer")
POSITIVE = SimpleType(base="positiveInteger")
NATURAL = SimpleType(base="nonNegativeInteger")
MONTH = SimpleType(base="positiveInteger", minimum=1, maximum=34)
BOOLEAN = SimpleType(base="boolean")
DATE = SimpleType(base="date")
COLOUR = SimpleType(base="NMTOKEN", values=("red", "green", "dark-blue"))
SHORT = SimpleType(min_length=2, max_length=4)


class Colour(str, enum.Enum):  # noqa: UP042 - people have these
    RED = "red"


class Number(enum.IntEnum):
    FIVE = 5


@pytest.mark.parametrize(
    ("kind", "given", "held"),
    [
        (SimpleType(), " a \t b ", " a \t b "),
        (SimpleType(), "", ""),
        (SHORT, "ab", "ab"),
        (SHORT, "\U0001f41d" * 4, "\U0001f41d" * 4),
        (SimpleType(pattern="a.c"), "abc", "abc"),
        (INTEGER, -5, -5),
        (INTEGER, "+5", 5),
        (INTEGER, " 12\n", 12),
        (POSITIVE, 1, 1),
        (NATURAL, "-0", 0),
        (MONTH, "34", 34),
        (BOOLEAN, True, True),
        (BOOLEAN, "false", False),
        (BOOLEAN, "1", True),
        (BOOLEAN, 0, False),
        (DATE, MAY, MAY),
        (DATE, "2024-05-01", MAY),
        (DATE, datetime.datetime(2024, 5, 1, 12, 30, tzinfo=datetime.UTC), MAY),
        (SimpleType(base="language"), "pt-BR", "pt-BR"),
        (SimpleType(base="NMTOKEN"), "-a:b.ü", "-a:b.ü"),
        (SimpleType(base="NCName"), "_a-b.1", "_a-b.1"),
        (SimpleType(base="ID"), "s1", "s1"),
        (SimpleType(base="gYear"), "2024Z", "2024Z"),
        (SimpleType(base="anyURI"), "https://example.org/ä?b=c#d", "https://example.org/ä?b=c#d"),
        (COLOUR, "dark-blue", "dark-blue"),
        (COLOUR, Colour.RED, "red"),
        (SimpleType(prepare=str.upper), "abc", "ABC"),
        (SimpleType(values=lambda: ("a",)), "a", "a"),
    ],
)
def test_accepted(kind, given, held):
    value = kind.convert(given)
    assert value == held
    assert kind.read(kind.write(value)) == held


@pytest.mark.parametrize(
    ("kind", "given", "found", "expected"),
    [
        (SimpleType(), None, "None (NoneType)", "text"),
        (SimpleType(), 5, "5 (int)", "text"),
        (SimpleType(), b"a", "b'a' (bytes)", "text"),
        (SimpleType(), "a\x00", "the character '\\x00' in 'a\\x00'", "characters that XML can hold"),
        (SHORT, "a", "'a' (1 characters)", "text of 2 to 4 characters"),
        (SHORT, "abcde", "'abcde' (5 characters)", "text of 2 to 4 characters"),
        (SimpleType(min_length=2), "", "'' (0 characters)", "text of at least 2 characters"),
        (SimpleType(pattern="a.c"), "a\nc", r"'a\nc'", "text matching a.c"),
        (SimpleType(pattern="a", expected="an a"), "b", "'b'", "an a"),
        (INTEGER, "1.0", "'1.0'", "a whole number"),
        (INTEGER, 1.0, "1.0 (float)", "a whole number"),
        (INTEGER, True, "'True'", "a whole number"),
        (INTEGER, "٣", "'٣'", "a whole number"),
        (INTEGER, "9" * 5000, f"'{'9' * 58}…", "a whole number of at most 4000 digits"),
        (POSITIVE, 0, "'0'", "a whole number from 1 on"),
        (NATURAL, -1, "'-1'", "a whole number from 0 on"),
        (MONTH, 35, "'35'", "a whole number from 1 to 34"),
        (BOOLEAN, "yes", "'yes'", "True or False"),
        (BOOLEAN, 2, "'2'", "True or False"),
        (DATE, "2024-02-30", "'2024-02-30'", "a date such as 2024-05-31"),
        (DATE, "20240501", "'20240501'", "a date such as 2024-05-31"),
        (DATE, "2024-05-01+15:00", "'2024-05-01+15:00'", "a date such as 2024-05-31"),
        (SimpleType(base="language"), "english_gb", "'english_gb'", "a language tag such as en or pt-BR"),
        (SimpleType(base="NMTOKEN"), "a b", "'a b'", "one word"),
        (SimpleType(base="NCName"), "1a", "'1a'", "a name of letters, digits, '.', '-' and '_' that begins with"),
        (SimpleType(base="gYear"), "24", "'24'", "a year such as 2024"),
        (COLOUR, "blue", "'blue'", "one of red, green, dark-blue"),
    ],
)
def test_refused(kind, given, found, expected):
    with pytest.raises(Refused) as refused:
        kind.convert(given)
    assert refused.value.found == found
    assert refused.value.expected.startswith(expected)


def test_a_near_miss_is_answered_with_the_value_that_was_meant():
    with pytest.raises(Refused) as refused:
        COLOUR.convert("Dark-Blu")
    assert refused.value.remedy == "Did you mean 'dark-blue'?"
    with pytest.raises(Refused) as refused:
        COLOUR.convert("magenta")
    assert refused.value.remedy == ""


@pytest.mark.parametrize("given", ["Clockss", "clockss", "CLOKSS"])
def test_a_near_miss_in_other_case(given):
    with pytest.raises(Refused) as refused:
        SimpleType(values=("CLOCKSS", "Portico")).convert(given)
    assert refused.value.remedy == "Did you mean 'CLOCKSS'?"


def test_long_lists_are_not_listed():
    with pytest.raises(Refused) as refused:
        SimpleType(values=tuple(f"v{n}" for n in range(1000))).convert("x")
    assert refused.value.expected.endswith("v23 ... (1,000 values)")


@pytest.mark.parametrize("written", ["05", "+5", "00005"])
def test_numbers_keep_their_spelling(written):
    value = POSITIVE.read(written)
    assert value == 5
    assert POSITIVE.write(value) == written
    assert POSITIVE.write(POSITIVE.convert(value)) == written


@pytest.mark.parametrize("written", ["2024-05-01Z", "2024-05-01+14:00", "2024-05-01-05:30"])
def test_dates_keep_their_time_zone(written):
    value = DATE.read(written)
    assert value == MAY
    assert DATE.write(value) == written
    assert DATE.write(DATE.convert(value)) == written


@pytest.mark.parametrize("value", [POSITIVE.read("05"), DATE.read("2024-05-01Z")])
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301 - our own
def test_spellings_survive_copies(value, copied):
    assert copied(value) == value
    assert str(copied(value)) == str(value)


def test_enumerations_of_python_are_kept_as_what_they_mean():
    assert f"{SimpleType().convert(Colour.RED)}" == "red"
    assert f"{INTEGER.convert(Number.FIVE)}" == "5"


def test_a_list_of_words_may_be_a_list():
    kind = SimpleType(base="NMTOKEN", values=("red", "green"), is_list=True)
    assert kind.convert(["red", "green"]) == kind.convert(" red  green ") == "red green"
    with pytest.raises(Refused):
        kind.convert(["red", "blue"])


@pytest.mark.parametrize("kind", [INTEGER, SimpleType()])
def test_numbers_of_more_digits_than_python_writes(kind):
    with pytest.raises(Refused) as refused:
        kind.convert(10**5000)
    assert refused.value.found.lstrip("'").startswith("0x31e2080")


def test_only_the_blanks_of_xml_collapse():
    assert collapse(f" a \t\r\n b{NBSP}  c{NBSP}") == f"a b{NBSP} c{NBSP}"
    assert SimpleType(base="token").read(f"\n{NBSP}a\n") == f"{NBSP}a"


def test_long_values_are_shown_shortened():
    assert show("a" * 100) == f"'{'a' * 58}…"
    assert show("a" * 58) == f"'{'a' * 58}'"


@pytest.mark.parametrize(
    ("pattern", "matches", "does_not"),
    [
        (r"\d{2}", ["12"], ["1", "1٣", "123"]),
        (r"[\d \-]+X", ["1- 2X"], ["٣X", "X"]),
        ("^a$", ["^a$"], ["a"]),
        ("a.b", ["a b", "a\u2028b"], ["a\nb", "a\rb"]),
        (r"a\.b", ["a.b"], ["axb"]),
        ("[.^$]", [".", "^", "$"], ["a"]),
        ("a|b", ["a", "b"], ["ab", ""]),
    ],
)
def test_patterns_mean_in_python_what_they_mean_in_a_schema(pattern, matches, does_not):
    kind = SimpleType(pattern=pattern)
    for text in matches:
        assert kind.read(text) == text
    for text in does_not:
        with pytest.raises(Refused):
            kind.read(text)


def simple_types():
    """Every type that some model uses."""
    found = {}
    for model in MODELS.values():
        for field in declared(model).fields:
            for kind in (field.type, *(item.type for item in field.items if isinstance(item, Leaf))):
                if isinstance(kind, SimpleType):
                    found[id(kind)] = kind
    return list(found.values())


TYPES = simple_types()


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_what_is_written_is_read_as_the_same(data):
    kind = TYPES[data.draw(st.integers(0, len(TYPES) - 1))]
    value = data.draw(strategies.values(kind))
    assert kind.read(kind.write(value)) == kind.convert(value)


@pytest.mark.parametrize(
    ("kind", "text", "accepted"),
    [
        (SimpleType(pattern=r"[^\?\s]+"), "a\u2003b", True),
        (SimpleType(pattern=r"[^\?\s]+"), "a b", False),
        (SimpleType(pattern=r"a\sb"), "a\tb", True),
        (SimpleType(pattern=r"a\sb"), "a\u2003b", False),
        (SimpleType(base="NCName"), "é_1.2-3·", True),
        (SimpleType(base="NCName"), "1a", False),
        (SimpleType(base="NCName"), "２０２６", False),
        (SimpleType(base="ID"), "🐝", False),
        (SimpleType(base="ID"), "a:b", False),
        (SimpleType(base="NMTOKEN"), "-a:b", True),
        (SimpleType(base="gYear"), "2026", True),
        (SimpleType(base="gYear"), "0026", True),
        (SimpleType(base="gYear"), "12026", True),
        (SimpleType(base="gYear"), "02026", False),
        (SimpleType(base="NMTOKEN", values=("a", "b"), is_list=True), "", True),
        (SimpleType(base="NMTOKEN", values=("a", "b"), is_list=True), "b a", True),
        (SimpleType(base="NMTOKEN", values=("a", "b"), is_list=True), "b c", False),
    ],
)
def test_what_xml_schema_means(kind, text, accepted):
    if accepted:
        assert kind.read(text) == text
    else:
        with pytest.raises(Refused):
            kind.read(text)


def test_values_are_read_the_same_however_many_others_came_before():
    kind = SimpleType(base="positiveInteger")
    texts = [str(number) for number in range(1, 3000)]
    assert [kind.read(text) for text in texts] == list(range(1, 3000))
    assert [kind.read(f"0{text}") for text in texts] == list(range(1, 3000))
    assert str(kind.read("05")) == "05"
    for _ in range(2):
        with pytest.raises(Refused):
            kind.read("0")
