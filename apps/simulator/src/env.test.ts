import { expect, test } from "vitest";
import { readEnv } from "./env.ts";

test("listens on 127.0.0.1:8090 unless told otherwise", () => {
  expect(readEnv({})).toEqual({ port: 8090, host: "127.0.0.1", paceMs: 15 });
  expect(readEnv({ SIMULATOR_PORT: "0", SLUICE_SIMULATOR_HOST: "0.0.0.0", SLUICE_SIMULATOR_PACE_MS: "0" })).toEqual({
    port: 0,
    host: "0.0.0.0",
    paceMs: 0,
  });
});

test.each(["http", "70000", "-1", "80.5"])("refuses the port %j, naming the variable", (port) => {
  expect(readEnv({ SIMULATOR_PORT: port })).toContain("SIMULATOR_PORT");
});
