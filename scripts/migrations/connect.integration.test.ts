import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../packages/testkit/src/postgres.ts";
import { connect } from "./connect.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

function changed(part: "port" | "hostname" | "pathname" | "password", value: string): string {
  const url = new URL(database.url);
  url[part] = value;
  return url.href;
}

const CASES: readonly (readonly [what: string, url: () => string, sentence: RegExp])[] = [
  ["a port where nothing listens", () => changed("port", "1"), /127\.0\.0\.1:1\/.* does not answer: nothing listens/],
  ["a host that does not exist", () => changed("hostname", "nowhere.invalid"), /nowhere\.invalid:\d+.* cannot be found/],
  ["a database that does not exist", () => changed("pathname", "/none"), /\/none has no such database: create it/],
  ["a wrong password", () => changed("password", "canary"), /refuses the user or the password/],
  ["no address at all", () => "canary", /^DATABASE_URL is not a URL/],
];

describe("a database that cannot be used is refused with a sentence, for", () => {
  test.each(CASES)("%s", async (_what, url, sentence) => {
    const refusal = await connect(url()).then(
      () => "connected",
      (error: Error) => error.message,
    );
    expect(refusal).toMatch(sentence);
    expect(refusal).not.toContain("canary");
    expect(refusal).not.toContain(new URL(database.url).password);
  });
});
