import { expect, test } from "vitest";
import { countAttachments } from "./count-attachments.ts";

const picture = (type: string) => `{"messages":[{"role":"user","content":[{"type":"${type}","${type}":{"url":"data:"}}]}]}`;

test.each([
  ["one that names itself twice", picture("image_url"), 2],
  ["one whose name is spelt with escapes", picture("\\u0069mage\\u005furl"), 2],
  ["words in a text", JSON.stringify({ messages: [{ role: "user", content: 'say "image_url"' }] }), 0],
  ["an escaped letter of another language", '{"input":"caf\\u00e9"}', 0],
  ["a form with such bytes in it", '\\u0041 "file"', 1],
])("attachments are counted: %s", (_, body, count) => {
  expect(countAttachments(Buffer.from(body))).toBe(count);
});
