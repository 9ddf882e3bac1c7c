// SPDX-License-Identifier: GPL-3.0-or-later
//
// node validate.mjs OPENAPI.json RESPONSES.jsonl OUT.json
//
// Checks every recorded response against the server's own OpenAPI document: the path and method exist, the status
// is documented there, the content type fits, and the body satisfies its schema. A line of RESPONSES.jsonl is
// {"method","path","status","content_type","body"}. Writes {"sent","validated","invalid"} and exits 1 when any
// response failed.
import { readFileSync, writeFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [documentFile, responsesFile, outFile] = process.argv.slice(2);
const api = JSON.parse(readFileSync(documentFile, 'utf8'));
const responses = readFileSync(responsesFile, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats(ajv);
ajv.addSchema({ $id: 'api', ...api });

const templates = Object.keys(api.paths)
    .map((path) => ({
        path,
        literal: !path.includes('{'),
        pattern: new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`),
    }))
    // literal paths first, then those with an action behind the id
    .sort((a, b) => Number(b.literal) - Number(a.literal) || Number(a.path.endsWith('}')) - Number(b.path.endsWith('}')));

const escapePointer = (text) => encodeURIComponent(text.replace(/~/g, '~0').replace(/\//g, '~1'));
const validators = new Map();

function validatorFor(path, method, status, type) {
    const pointer = ['paths', path, method, 'responses', status, 'content', type, 'schema'].map(escapePointer).join('/');
    if (!validators.has(pointer)) {
        validators.set(pointer, ajv.compile({ $ref: `api#/${pointer}` }));
    }
    return validators.get(pointer);
}

// Null when the response is as documented, else what is wrong with it.
function fault(response) {
    const path = response.path.split('?')[0];
    const template = templates.find((candidate) => candidate.pattern.test(path) || candidate.path === path);
    if (!template) {
        // An unknown path is answered by a problem body; its schema is the shared one.
        return response.status === 404 || response.status === 400 ? problemFault(response) : `no such path ${path}`;
    }
    const operation = api.paths[template.path][response.method.toLowerCase()];
    if (!operation) {
        return response.status === 405 || response.status === 400 ? problemFault(response) : `no such method`;
    }
    const documented = operation.responses[String(response.status)];
    if (!documented) {
        return `status ${response.status} is not documented`;
    }
    if (!documented.content) {
        return response.body ? 'a body where none is documented' : null;
    }
    const type = (response.content_type ?? '').split(';')[0].trim();
    if (!documented.content[type]) {
        return `content type ${type} is not documented`;
    }
    const validate = validatorFor(template.path, response.method.toLowerCase(), String(response.status), type);
    const isJson = type.endsWith('json');
    return validate(isJson ? JSON.parse(response.body) : response.body) ? null : ajv.errorsText(validate.errors);
}

function problemFault(response) {
    const validate = ajv.getSchema('api#/components/schemas/Problem');
    return validate(JSON.parse(response.body)) ? null : ajv.errorsText(validate.errors);
}

let invalid = 0;
for (const response of responses) {
    let text;
    try {
        text = fault(response);
    } catch (error) {
        text = error.message;
    }
    if (text) {
        invalid += 1;
        console.log(`${response.method} ${response.path} ${response.status}: ${text}`);
    }
}
writeFileSync(outFile, JSON.stringify({ sent: responses.length, validated: responses.length - invalid, invalid }));
console.log(`${responses.length} responses, ${invalid} invalid`);
process.exit(responses.length === 0 || invalid > 0 ? 1 : 0);
