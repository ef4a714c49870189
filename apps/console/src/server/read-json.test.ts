import { ManagementError } from "@sluice/management/management-error";
import { expect, test } from "vitest";
import { LONGEST_BODY_BYTES, readJson } from "./read-json.ts";

async function read(body: BodyInit | null): Promise<unknown> {
  const result = await readJson(
    new Request("http://console/", { method: "POST", body, ...(body instanceof ReadableStream ? { duplex: "half" } : {}) }),
  );
  return result instanceof ManagementError ? result.code : result;
}

test("JSON is read, and no body is no value", async () => {
  expect(await read('{"name":"ü 🙂"}')).toEqual({ name: "ü 🙂" });
  expect(await read(null)).toBeUndefined();
});

test.each([
  ["half of JSON", '{"a":'],
  ["bytes that are not UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
])("%s is invalid_json", async (_name, body) => {
  expect(await read(body)).toBe("invalid_json");
});

test.each([
  ["a NUL in a value", '{"a":["\\u0000"]}'],
  ["a NUL in a key", '{"\\u0000":1}'],
  ["half a character", '{"a":"\\ud83d"}'],
  ["a hundred thousand brackets", "[".repeat(100_000) + "]".repeat(100_000)],
])("%s, which no JSON column takes, is invalid_request", async (_name, body) => {
  expect(await read(body)).toBe("invalid_request");
});

test("a body that does not say its length is read no further than it may go", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  expect(await read(endless)).toBe("too_large");
  expect(sent).toBeLessThan(LONGEST_BODY_BYTES + 4 * 65_536);
});
