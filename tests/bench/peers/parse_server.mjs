// SPDX-License-Identifier: GPL-3.0-or-later
// parse-server on PostgreSQL: a product with users, sessions, access rights and REST.
//   node parse_server.mjs PORT FOLDER POSTGRESQL_URL      (FOLDER holds cert.pem and key.pem)
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import express from "express";
import { ParseServer } from "parse-server";
import { changes, one } from "./dataset.mjs";

const [port, folder, databaseURI] = process.argv.slice(2);
const server = new ParseServer({
  databaseURI,
  databaseOptions: { host: new URL(databaseURI).searchParams.get("host") }, // a socket: its URL parser knows none
  appId: "bench",
  masterKey: "bench",
  serverURL: `https://127.0.0.1:${port}/parse`,
  allowClientClassCreation: true,
  silent: true,
  logsFolder: `${folder}/logs`,
  logLevel: "error",
});
await server.start();

const app = express();
let objectId = "";
// the generator's routes, sent on to those of parse-server
app.use((request, _response, next) => {
  if (request.url === "/objects/one") {
    request.url = `/parse/classes/One/${objectId}`;
  } else if (request.url.startsWith("/objects?")) {
    request.url = "/parse/classes/Change?limit=100&order=rev";
  } else if (request.url === "/events") {
    request.url = "/parse/classes/Event";
  }
  next();
});
app.use("/parse", server.app);
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // only to fill it: the certificate is self-signed
createServer({ cert: readFileSync(`${folder}/cert.pem`), key: readFileSync(`${folder}/key.pem`) }, app).listen(
  Number(port),
  "127.0.0.1",
  async () => {
    const post = async (name, body) => {
      const response = await fetch(`https://127.0.0.1:${port}/parse/classes/${name}`, {
        method: "POST",
        headers: { "X-Parse-Application-Id": "bench", "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!response.ok) {
        throw new Error(`${name}: ${response.status} ${await response.text()}`);
      }
      return response.json();
    };
    objectId = (await post("One", one)).objectId;
    for (const { id, ...change } of changes) {
      await post("Change", { ...change, changeId: id });
    }
    console.log("listening");
  },
);
