import { describe, expect, test } from "vitest";
import { readForm, withFormModel } from "./read-form.ts";

type Entries = readonly (readonly [string, string | File])[];

/** A form's bytes as Node's own writer makes them. */
async function written(entries: Entries): Promise<{ body: Buffer; contentType: string }> {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  const written = new Response(form);
  return { contentType: written.headers.get("content-type") ?? "", body: Buffer.from(await written.arrayBuffer()) };
}

async function parsed(body: Buffer, contentType: string): Promise<[string, string][]> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  const text = async (value: string | File) =>
    typeof value === "string" ? value : `${value.name} ${Buffer.from(await value.arrayBuffer()).toString("hex")}`;
  return Promise.all([...form].map(async ([name, value]): Promise<[string, string]> => [name, await text(value)]));
}

const SOUND = new File([new Uint8Array([0, 13, 10, 45, 45, 255])], "a.wav");
/** Looks like a part of a form, and is a recording. */
const TRAP = new File(['\r\n--x\r\nContent-Disposition: form-data; name="model"\r\n\r\nwrong\r\n'], "trap.wav");

describe("a form", () => {
  test.each<[string, Entries, string | null]>([
    [
      "with the model first",
      [
        ["model", "a:whisper"],
        ["file", SOUND],
      ],
      "a:whisper",
    ],
    [
      "with the file first",
      [
        ["file", SOUND],
        ["language", "en"],
        ["model", "a:whisper"],
      ],
      "a:whisper",
    ],
    [
      "with a file that looks like a form",
      [
        ["file", TRAP],
        ["model", "right"],
      ],
      "right",
    ],
    [
      "with a file called model",
      [
        ["model", SOUND],
        ["prompt", "x"],
      ],
      null,
    ],
    [
      "with a model twice",
      [
        ["model", "first"],
        ["model", "second"],
      ],
      "first",
    ],
    [
      "with an empty model",
      [
        ["model", ""],
        ["file", SOUND],
      ],
      null,
    ],
    [
      "with letters of every kind",
      [
        ["prompt", "Grüße 👋🏽"],
        ["model", "größe:ü"],
      ],
      "größe:ü",
    ],
    ["without a model", [["file", SOUND]], null],
  ])("%s", async (_, entries, model) => {
    const { body, contentType } = await written(entries);
    const call = readForm(body, contentType);
    expect([call.kind, call.model, call.stream]).toEqual(["other", model, false]);
    expect(call.form?.contentType).toBe(contentType);
    if (model === null || call.form === null) return;
    const before = await parsed(body, contentType);
    const at = before.findIndex(([name]) => name === "model");
    expect(await parsed(withFormModel(body, call.form, "other-name"), contentType)).toEqual(before.with(at, ["model", "other-name"]));
  });

  test("that wants a stream", async () => {
    const { body, contentType } = await written([
      ["stream", "true"],
      ["model", "a"],
    ]);
    expect(readForm(body, contentType).stream).toBe(true);
  });

  const PLAIN = '--x\r\nContent-Disposition: form-data; name="model"\r\n\r\nm\r\n--x--\r\n';
  const X = "multipart/form-data; boundary=x";
  test.each([
    { form: "with a quoted boundary", contentType: 'multipart/form-data; boundary="x"', model: "m" },
    { form: "with a word before its boundary", contentType: "multipart/form-data; charset=utf-8; Boundary=x", model: "m" },
    { form: "with bare names", text: PLAIN.replaceAll('"', ""), model: "m" },
    { form: "without a boundary", contentType: "multipart/form-data", model: null },
    { form: "with another boundary", contentType: "multipart/form-data; boundary=y", model: null },
    { form: "that is cut", text: PLAIN.slice(0, 50), model: null },
    { form: "of nothing", text: "", model: null },
    { form: "whose headers never end", text: `--x\r\n${"a: b\r\n".repeat(2_000)}\r\n${PLAIN}`, model: null },
  ])("$form", ({ text = PLAIN, contentType = X, model }) => {
    expect(readForm(Buffer.from(text), contentType).model).toBe(model);
  });
});
