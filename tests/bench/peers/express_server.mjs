// SPDX-License-Identifier: GPL-3.0-or-later
// The service that a web developer would write: Express and better-sqlite3, one process, durable writes.
//   node express_server.mjs PORT FOLDER      (FOLDER holds cert.pem and key.pem)
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import Database from "better-sqlite3";
import express from "express";
import { changes, one } from "./dataset.mjs";

const [port, folder] = process.argv.slice(2);
const db = new Database(`${folder}/express.db`);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`CREATE TABLE object (id TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE change (rev INTEGER PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE event (id TEXT PRIMARY KEY, json TEXT NOT NULL);`);
db.prepare("INSERT INTO object VALUES ('one', ?)").run(JSON.stringify(one));
const addChange = db.prepare("INSERT INTO change VALUES (?, ?)");
db.transaction(() => changes.forEach((change) => addChange.run(change.rev, JSON.stringify(change))))();

const findObject = db.prepare("SELECT json FROM object WHERE id = ?");
const listChanges = db.prepare("SELECT json FROM change WHERE rev > ? ORDER BY rev LIMIT ?");
const addEvent = db.prepare("INSERT INTO event VALUES (?, ?)");

const app = express();
app.use(express.json());
app.get("/objects/:id", (request, response) => {
  const row = findObject.get(request.params.id);
  return row ? response.json(JSON.parse(row.json)) : response.status(404).end();
});
app.get("/objects", (request, response) => {
  const rows = listChanges.all(Number(request.query.since ?? 0), Number(request.query.limit ?? 100));
  response.json({ items: rows.map((row) => JSON.parse(row.json)), next: "100", more: false, upto: 100 });
});
app.post("/events", (request, response) => {
  const events = request.body.events;
  db.transaction(() => events.forEach((event) => addEvent.run(event.id, JSON.stringify(event))))();
  response.json({ high_water: 0, stored: events.length, duplicates: 0, gaps: [] });
});
createServer({ cert: readFileSync(`${folder}/cert.pem`), key: readFileSync(`${folder}/key.pem`) }, app).listen(
  Number(port),
  "127.0.0.1",
  () => console.log("listening"),
);
