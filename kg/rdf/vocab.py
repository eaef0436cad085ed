"""Every term that the graph uses, named once, as a ready N-Triples string (`<https://…>`).

These are plain strings and not an rdflib `DefinedNamespace`, because building the graph is the hot path: a term goes
straight into an f-string, and nothing has to import rdflib first.  What a `DefinedNamespace` gives is kept: a
mistyped name is an `AttributeError` (and mypy sees it), and the tests hold these terms and the ontology to each other,
in both directions.
"""

# ruff: noqa: N815 - the terms are spelled as their vocabularies spell them

from __future__ import annotations

from typing import Final

KG_NS: Final = "https://w3id.org/meetingkg#"
BASE_IRI: Final = "https://w3id.org/meetingkg/id/"
"""Where instances live unless the user names another base."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DCTERMS = "http://purl.org/dc/terms/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
_ORG = "http://www.w3.org/ns/org#"
_PROV = "http://www.w3.org/ns/prov#"
_SCHEMA = "https://schema.org/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


def prefixes(base_iri: str = BASE_IRI) -> dict[str, str]:
    """The prefixes of every file that is written; instances under `base_iri` get the prefix `id`."""
    return {
        "id": base_iri,
        "kg": KG_NS,
        "dcterms": _DCTERMS,
        "foaf": _FOAF,
        "nif": _NIF,
        "org": _ORG,
        "prov": _PROV,
        "rdfs": _RDFS,
        "schema": _SCHEMA,
        "skos": _SKOS,
        "xsd": _XSD,
    }


class RDF:
    """Terms of RDF."""

    type: Final = f"<{_RDF}type>"


class RDFS:
    """Terms of RDF Schema."""

    label: Final = f"<{_RDFS}label>"


class XSD:
    """Datatypes of XML Schema."""

    boolean: Final = f"<{_XSD}boolean>"
    date: Final = f"<{_XSD}date>"
    integer: Final = f"<{_XSD}integer>"


class DCTERMS:
    """Terms of Dublin Core."""

    isPartOf: Final = f"<{_DCTERMS}isPartOf>"
    issued: Final = f"<{_DCTERMS}issued>"
    title: Final = f"<{_DCTERMS}title>"


class FOAF:
    """Terms of Friend of a Friend."""

    Person: Final = f"<{_FOAF}Person>"


class NIF:
    """Terms of the NLP Interchange Format, for stretches of a text."""

    Context: Final = f"<{_NIF}Context>"
    OffsetBasedString: Final = f"<{_NIF}OffsetBasedString>"
    anchorOf: Final = f"<{_NIF}anchorOf>"
    beginIndex: Final = f"<{_NIF}beginIndex>"
    endIndex: Final = f"<{_NIF}endIndex>"
    referenceContext: Final = f"<{_NIF}referenceContext>"


class ORG:
    """Terms of the Organization Ontology."""

    Membership: Final = f"<{_ORG}Membership>"
    Organization: Final = f"<{_ORG}Organization>"
    Post: Final = f"<{_ORG}Post>"
    holds: Final = f"<{_ORG}holds>"
    member: Final = f"<{_ORG}member>"
    organization: Final = f"<{_ORG}organization>"
    postIn: Final = f"<{_ORG}postIn>"


class PROV:
    """Terms of the Provenance Ontology."""

    Activity: Final = f"<{_PROV}Activity>"
    Entity: Final = f"<{_PROV}Entity>"


class SCHEMA:
    """Terms of schema.org."""

    AdministrativeArea: Final = f"<{_SCHEMA}AdministrativeArea>"
    CreativeWork: Final = f"<{_SCHEMA}CreativeWork>"
    Event: Final = f"<{_SCHEMA}Event>"
    EventSeries: Final = f"<{_SCHEMA}EventSeries>"
    NewsArticle: Final = f"<{_SCHEMA}NewsArticle>"
    NewsMediaOrganization: Final = f"<{_SCHEMA}NewsMediaOrganization>"
    Person: Final = f"<{_SCHEMA}Person>"
    author: Final = f"<{_SCHEMA}author>"
    citation: Final = f"<{_SCHEMA}citation>"
    endDate: Final = f"<{_SCHEMA}endDate>"
    headline: Final = f"<{_SCHEMA}headline>"
    mentions: Final = f"<{_SCHEMA}mentions>"
    name: Final = f"<{_SCHEMA}name>"
    position: Final = f"<{_SCHEMA}position>"
    publisher: Final = f"<{_SCHEMA}publisher>"
    sourceOrganization: Final = f"<{_SCHEMA}sourceOrganization>"
    startDate: Final = f"<{_SCHEMA}startDate>"
    superEvent: Final = f"<{_SCHEMA}superEvent>"
    text: Final = f"<{_SCHEMA}text>"


class SKOS:
    """Terms of the Simple Knowledge Organization System."""

    Concept: Final = f"<{_SKOS}Concept>"
    altLabel: Final = f"<{_SKOS}altLabel>"
    prefLabel: Final = f"<{_SKOS}prefLabel>"


class KG:
    """Terms of our own ontology: classes, properties, and the concepts that are values of a few properties."""

    Authorship: Final = f"<{KG_NS}Authorship>"
    Candidate: Final = f"<{KG_NS}Candidate>"
    Cascade: Final = f"<{KG_NS}Cascade>"
    Citation: Final = f"<{KG_NS}Citation>"
    Detail: Final = f"<{KG_NS}Detail>"
    Directive: Final = f"<{KG_NS}Directive>"
    Finding: Final = f"<{KG_NS}Finding>"
    Identification: Final = f"<{KG_NS}Identification>"
    Issue: Final = f"<{KG_NS}Issue>"
    Participation: Final = f"<{KG_NS}Participation>"
    Reference: Final = f"<{KG_NS}Reference>"
    Report: Final = f"<{KG_NS}Report>"
    Reprint: Final = f"<{KG_NS}Reprint>"
    SloganUse: Final = f"<{KG_NS}SloganUse>"
    SpeechAct: Final = f"<{KG_NS}SpeechAct>"
    Statement: Final = f"<{KG_NS}Statement>"
    Study: Final = f"<{KG_NS}Study>"
    Telling: Final = f"<{KG_NS}Telling>"
    Tenure: Final = f"<{KG_NS}Tenure>"

    addressee: Final = f"<{KG_NS}addressee>"
    agent: Final = f"<{KG_NS}agent>"
    articles: Final = f"<{KG_NS}articles>"
    atMeeting: Final = f"<{KG_NS}atMeeting>"
    attendedBy: Final = f"<{KG_NS}attendedBy>"
    block: Final = f"<{KG_NS}block>"
    chairedBy: Final = f"<{KG_NS}chairedBy>"
    convener: Final = f"<{KG_NS}convener>"
    date: Final = f"<{KG_NS}date>"
    day: Final = f"<{KG_NS}day>"
    detail: Final = f"<{KG_NS}detail>"
    directedBy: Final = f"<{KG_NS}directedBy>"
    divisionCode: Final = f"<{KG_NS}divisionCode>"
    document: Final = f"<{KG_NS}document>"
    encoding: Final = f"<{KG_NS}encoding>"
    endDay: Final = f"<{KG_NS}endDay>"
    endMonth: Final = f"<{KG_NS}endMonth>"
    endYear: Final = f"<{KG_NS}endYear>"
    evidence: Final = f"<{KG_NS}evidence>"
    fileName: Final = f"<{KG_NS}fileName>"
    first: Final = f"<{KG_NS}first>"
    firstSeen: Final = f"<{KG_NS}firstSeen>"
    grounds: Final = f"<{KG_NS}grounds>"
    hint: Final = f"<{KG_NS}hint>"
    inherited: Final = f"<{KG_NS}inherited>"
    jurisdiction: Final = f"<{KG_NS}jurisdiction>"
    kind: Final = f"<{KG_NS}kind>"
    lastSeen: Final = f"<{KG_NS}lastSeen>"
    level: Final = f"<{KG_NS}level>"
    mode: Final = f"<{KG_NS}mode>"
    month: Final = f"<{KG_NS}month>"
    normalForm: Final = f"<{KG_NS}normalForm>"
    number: Final = f"<{KG_NS}number>"
    ofState: Final = f"<{KG_NS}ofState>"
    order: Final = f"<{KG_NS}order>"
    ordinal: Final = f"<{KG_NS}ordinal>"
    passesOn: Final = f"<{KG_NS}passesOn>"
    person: Final = f"<{KG_NS}person>"
    phrase: Final = f"<{KG_NS}phrase>"
    place: Final = f"<{KG_NS}place>"
    point: Final = f"<{KG_NS}point>"
    post: Final = f"<{KG_NS}post>"
    problem: Final = f"<{KG_NS}problem>"
    rank: Final = f"<{KG_NS}rank>"
    reports: Final = f"<{KG_NS}reports>"
    reprintOf: Final = f"<{KG_NS}reprintOf>"
    role: Final = f"<{KG_NS}role>"
    rule: Final = f"<{KG_NS}rule>"
    second: Final = f"<{KG_NS}second>"
    series: Final = f"<{KG_NS}series>"
    sha256: Final = f"<{KG_NS}sha256>"
    singleSeat: Final = f"<{KG_NS}singleSeat>"
    slogan: Final = f"<{KG_NS}slogan>"
    source: Final = f"<{KG_NS}source>"
    speakerLabel: Final = f"<{KG_NS}speakerLabel>"
    spokeAt: Final = f"<{KG_NS}spokeAt>"
    spokenBy: Final = f"<{KG_NS}spokenBy>"
    stage: Final = f"<{KG_NS}stage>"
    standing: Final = f"<{KG_NS}standing>"
    statedPost: Final = f"<{KG_NS}statedPost>"
    studied: Final = f"<{KG_NS}studied>"
    system: Final = f"<{KG_NS}system>"
    target: Final = f"<{KG_NS}target>"
    tiedTo: Final = f"<{KG_NS}tiedTo>"
    titleOnly: Final = f"<{KG_NS}titleOnly>"
    under: Final = f"<{KG_NS}under>"
    value: Final = f"<{KG_NS}value>"
    venue: Final = f"<{KG_NS}venue>"
    verb: Final = f"<{KG_NS}verb>"
    year: Final = f"<{KG_NS}year>"

    accompanying: Final = f"<{KG_NS}accompanying>"
    attendee: Final = f"<{KG_NS}attendee>"
    chair: Final = f"<{KG_NS}chair>"
    observer: Final = f"<{KG_NS}observer>"
    speaker: Final = f"<{KG_NS}speaker>"

    ceremony: Final = f"<{KG_NS}ceremony>"
    inspection: Final = f"<{KG_NS}inspection>"
    instruction: Final = f"<{KG_NS}instruction>"
    meeting: Final = f"<{KG_NS}meeting>"
    talks: Final = f"<{KG_NS}talks>"

    video: Final = f"<{KG_NS}video>"

    agency: Final = f"<{KG_NS}agency>"
    newspaper: Final = f"<{KG_NS}newspaper>"
    reporter: Final = f"<{KG_NS}reporter>"
