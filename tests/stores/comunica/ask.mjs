// node ask.mjs GRAPH.ttl QUERY.rq …: a line for each query, its answer as SPARQL 1.1 Query Results JSON.
import { readFileSync } from 'node:fs';
import { QueryEngine } from '@comunica/query-sparql-file';

const [graph, ...queries] = process.argv.slice(2);
const engine = new QueryEngine();
for (const query of queries) {
  const answer = await engine.query(readFileSync(query, 'utf8'), { sources: [graph] });
  const { data } = await engine.resultToString(answer, 'application/sparql-results+json');
  let text = '';
  for await (const part of data) text += part;
  console.log(JSON.stringify(JSON.parse(text)));
}
