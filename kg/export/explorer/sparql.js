// The query that gives a panel's rows from graph.ttl, for those who go on working with the graph.

const PREFIXES = {
  dcterms: "http://purl.org/dc/terms/", kg: "https://w3id.org/meetingkg#", nif: "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
  org: "http://www.w3.org/ns/org#", rdfs: "http://www.w3.org/2000/01/rdf-schema#", schema: "https://schema.org/", skos: "http://www.w3.org/2004/02/skos/core#",
};

function sparqlText(text) {
  const short = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${text.replace(/["\\\n\r\t]/g, (sign) => short[sign])}"@zh`;
}

// What the claims behind a panel have in common, as alternatives that each bind ?claim, ?section and ?text.
function claimsOf(thing) {
  const self = `<${DATA.base}${thing.id}>`;
  const words = sparqlText(thing.name);
  const point = 'schema:text ?text . BIND("speech" AS ?section)';
  switch (thing.type) {
    case "person": return [
      `?claim org:member ${self} ; kg:post/rdfs:label ?text . BIND("post" AS ?section)`,
      `?claim kg:person ${self} ; kg:role ?role ; kg:atMeeting/rdfs:label ?text . BIND(STRAFTER(STR(?role), "#") AS ?section)`,
      `?claim kg:spokenBy ${self} ; kg:verb ?text . BIND("speech" AS ?section)`,
      `?claim dcterms:isPartOf/kg:spokenBy ${self} ; ${point}`,
    ];
    case "meeting": return [
      `?claim kg:atMeeting ${self} ; schema:name ?text . BIND("name" AS ?section)`,
      `?claim kg:atMeeting ${self} ; kg:detail ?detail ; kg:value ?text . BIND(STRAFTER(STR(?detail), "#") AS ?section)`,
      `?claim kg:atMeeting ${self} ; kg:role ?role ; kg:person/rdfs:label ?text . FILTER(LANG(?text) = "zh") BIND(STRAFTER(STR(?role), "#") AS ?section)`,
      `?claim kg:atMeeting ${self} ; kg:target/rdfs:label ?text . BIND("passes on" AS ?section)`,
      `?claim kg:target ${self} ; kg:atMeeting/rdfs:label ?text . BIND("passed on by" AS ?section)`,
      `?claim kg:atMeeting ${self} ; kg:phrase ?text . BIND("studied" AS ?section)`,
      `?claim kg:atMeeting ${self} ; kg:speakerLabel ?text . BIND("speech" AS ?section)`,
      `?claim dcterms:isPartOf/kg:atMeeting ${self} ; ${point}`,
    ];
    case "directive": case "statement": return [`?claim schema:text ${words} . BIND(${words} AS ?text) BIND("speech" AS ?section)`];
    case "post": return [`?claim kg:post/rdfs:label ${words} ; org:member/rdfs:label ?text . FILTER(LANG(?text) = "zh") BIND("held by" AS ?section)`];
    case "document": return [`?claim kg:document/rdfs:label ${words} . BIND(${words} AS ?text) BIND("document" AS ?section)`];
    case "slogan": return [`?claim kg:slogan/skos:prefLabel ${words} . BIND(${words} AS ?text) BIND("phrase" AS ?section)`];
    default: return [
      `?claim kg:detail kg:convener ; kg:value ${words} ; kg:atMeeting/rdfs:label ?text . BIND("convened" AS ?section)`,
      `?claim kg:speakerLabel ${words} ; kg:verb ?text . BIND("speech" AS ?section)`,
      `?claim dcterms:isPartOf/kg:speakerLabel ${words} ; ${point}`,
    ];
  }
}

function sparqlOf(thing) {
  const alternatives = claimsOf(thing).map((claim) => `  { ${claim} }`).join("\n  UNION\n");
  const body = `SELECT DISTINCT ?section ?text ?source ?file ?start ?end ?rule ?quote WHERE {
${alternatives}
  ?claim kg:evidence ?span ; kg:rule ?rule .
  ?span nif:beginIndex ?start ; nif:endIndex ?end ; nif:anchorOf ?quote ;
    nif:referenceContext/kg:fileName ?file ; dcterms:isPartOf/kg:source ?source .
}
ORDER BY ?section ?source ?start ?end ?text`;
  const used = Object.entries(PREFIXES).filter(([prefix]) => body.includes(`${prefix}:`));
  return `${used.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>`).join("\n")}\n\n${body}\n`;
}

// Shows the query below the buttons, or takes it away again.
function toggleSparql(thing, bar) {
  const open = bar.parentNode.querySelector(".query");
  if (open) { open.remove(); return; }
  const text = el("textarea", { readonly: true, rows: "12", spellcheck: "false", "aria-label": "SPARQL" });
  text.value = sparqlOf(thing);
  const copy = button(say("copy"), async () => {
    text.select();
    // A page opened from disk may be refused the clipboard; the words are selected then.
    try { await navigator.clipboard.writeText(text.value); copy.textContent = say("copied"); } catch { document.execCommand("copy"); }
  });
  bar.after(el("div", { class: "query" }, el("p", { class: "soft" }, say("sparqlAbout")), text, copy));
}
