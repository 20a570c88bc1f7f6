// Reads lines {"schema": text, "documents": [text], "valid": [boolean]} and validates each schema's documents with ajv, as many rounds as
// the first argument says. Writes one JSON object; times in microseconds, null for a schema that ajv does not take.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const addFormats = require("ajv-formats");
const drafts = { "draft-04": require("ajv-draft-04"), "draft-06": require("ajv"), "draft-07": require("ajv"), "2019-09": require("ajv/dist/2019"), "2020-12": require("ajv/dist/2020") };
const rounds = Number(process.argv[2]);

const since = (start) => Number(process.hrtime.bigint() - start) / 1000;

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function load(schema) {
  const name = Object.keys(drafts).find((draft) => typeof schema?.$schema === "string" && schema.$schema.includes(draft)) ?? "2020-12";
  const Ajv = drafts[name].default ?? drafts[name];
  const ajv = new Ajv({ strict: false, logger: false, validateSchema: false, allErrors: false });
  if (name === "draft-06") ajv.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
  addFormats(ajv);
  return ajv.compile(schema);
}

function measure({ schema, documents, valid }) {
  try {
    let start = process.hrtime.bigint();
    const validate = load(JSON.parse(schema));
    const found = { load: since(start), wrong: 0 };
    const times = [];
    for (let round = 0; round < rounds; round++) {
      start = process.hrtime.bigint();
      found.wrong = 0;
      for (let index = 0; index < documents.length; index++) found.wrong += validate(JSON.parse(documents[index])) === valid[index] ? 0 : 1;
      times.push(since(start));
    }
    return { ...found, first: times[0], warm: median(times.slice(rounds >> 1)) };
  } catch {
    return null; // no such schema for ajv: an unknown draft, a reference it cannot follow
  }
}

const schemas = readFileSync(0, "utf8").split("\n").filter((line) => line.length > 0).map((line) => measure(JSON.parse(line)));
process.stdout.write(JSON.stringify({ version: require("ajv/package.json").version, node: process.version, schemas }));
