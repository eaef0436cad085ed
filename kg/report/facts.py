"""What the report tells, before any picture or page: plain frozen values, in the order in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """What a figure rests on: the IRI of a stretch of a text, and the rule that read it ("" where none did)."""

    span: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The first few of the places that a row rests on, and how many there are in all."""

    shown: tuple[Source, ...] = ()
    total: int = 0


NO_SOURCES = Sources()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of each kind the graph holds (`kg/report/queries/counts.rq` names them), 0 where it holds none."""

    numbers: dict[str, int]
    first_day: str
    last_day: str

    def __getitem__(self, what: str) -> int:
        return self.numbers.get(what, 0)


@dataclass(frozen=True, slots=True)
class Month:
    """The meetings of one month (`2023-01`, or `--01` of an unknown year), of one type or level.

    `chaired` is how many of them holders of offices of that level chaired; 0 for types.
    """

    month: str
    group: str
    meetings: int
    chaired: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by IRI and name, in pinyin too where that is known."""

    iri: str
    name: str
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody who chaired meetings; `post` is the one stated most often there, "" where none was."""

    person: Person
    post: str
    meetings: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the network of co-attendance.

    `meetings` are those at which somebody else was too, `others` how many people he met there, `shared` the sum over
    them of the meetings shared, `community` counts from 1 (the largest), `betweenness` is from 0 to 1.
    """

    person: Person
    meetings: int
    others: int
    shared: int
    community: int
    betweenness: float
    sources: Sources


@dataclass(frozen=True, slots=True)
class Tie:
    """Two people, how many meetings both were at, and the words that say it of one of these."""

    one: Person
    other: Person
    meetings: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class Network:
    """Members, most connected first, and ties among them.

    `ties` are the strongest, and behind these the others among the best connected members; `all_ties` is their number
    in all.  `pivots` is the number of members from whom shortest paths were followed; all of them where it is `size`.
    """

    members: tuple[Member, ...] = ()
    ties: tuple[Tie, ...] = ()
    all_ties: int = 0
    communities: int = 0
    pivots: int = 0

    @property
    def size(self) -> int:
        """How many people are in the network."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Standing:
    """In which place of one meeting's list somebody stands; `column` is the list's, from 0, in order of time."""

    column: int
    day: str
    meeting: str
    person: Person
    place: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class Lists:
    """The attendance lists of one series of meetings over time."""

    series: str
    days: tuple[str, ...]
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A set phrase, document or addressee, how often it occurs, in how many speakers' mouths, when first and last."""

    words: str
    uses: int
    speakers: int
    first_day: str
    last_day: str
    by_month: tuple[tuple[str, int], ...]
    iri: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Topics:
    """What directives are about, as far as their words say it without being cut into words."""

    phrases: tuple[Use, ...]
    documents: tuple[Use, ...]
    addressees: tuple[Use, ...]
    with_any: int


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody in an office, attested from `first_seen` to `last_seen` in so many articles."""

    person: Person
    first_seen: str
    last_seen: str
    articles: int
    sources: Sources


@dataclass(frozen=True, slots=True)
class Succession:
    """An office of one seat with two holders; `kind` is `succession` or `two-holders`."""

    office: str
    kind: str
    level: str
    first: Held
    second: Held


@dataclass(frozen=True, slots=True)
class Issue:
    """One kind of thing that was not understood, what would help, and every place of it."""

    problem: str
    hint: str
    places: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the report tells."""

    counts: Counts
    months: tuple[Month, ...]
    levels: tuple[Month, ...]
    chairs: tuple[Chair, ...]
    network: Network
    lists: tuple[Lists, ...]
    topics: Topics
    slogans: tuple[Use, ...]
    successions: tuple[Succession, ...]
    issues: tuple[Issue, ...]
