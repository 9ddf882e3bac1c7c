// SPDX-License-Identifier: GPL-3.0-or-later
// What every peer serves: one object of about 1 KiB, and 100 changes as a PC of Kaomon gets them.
import { randomBytes, randomUUID } from "node:crypto";

export const one = {
  version: 1,
  record: randomBytes(768).toString("base64url"),
};

export const changes = Array.from({ length: 100 }, (_, i) => ({
  kind: "user",
  id: randomUUID(),
  rev: i + 1,
  op: "upsert",
  body: { id: randomUUID(), login: `user${i}`, display_name: `Person user${i}`, account_state: "active" },
}));
