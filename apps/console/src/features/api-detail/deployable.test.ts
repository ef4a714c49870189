import { expect, test } from "vitest";
import { deployableOf } from "./deployable.ts";

test("what is alike compares alike, whatever the order of fields and the row that it came from", () => {
  const deployed = { name: "A", listeners: [{ type: "HTTP", paths: [] }], plans: [{ id: "1", name: "P", status: "PUBLISHED" }] };
  const saved = {
    version: 7,
    state: "STARTED",
    plans: [
      { status: "PUBLISHED", name: "P", id: "1", apiId: "x" },
      { name: "Draft", status: "STAGING" },
    ],
    listeners: [{ paths: [], type: "HTTP" }],
    name: "A",
    id: "x",
    pendingChanges: [],
  };
  expect(JSON.stringify(deployableOf(saved))).toBe(JSON.stringify(deployableOf(deployed)));
});
