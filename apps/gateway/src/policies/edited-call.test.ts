import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import { type CallKind, readCall } from "../pipeline/read-call.ts";
import { EditedCall } from "./edited-call.ts";

function edited(kind: CallKind, body: object): EditedCall {
  const call = readCall(kind, Buffer.from(JSON.stringify(body)));
  if (call instanceof Denial) throw new Error(call.message);
  return new EditedCall(call);
}

function finished(call: EditedCall): unknown {
  const done = call.finish();
  if (done instanceof Denial) throw new Error(done.message);
  return JSON.parse(done.body.toString());
}

describe("a call that policies change", () => {
  test("shows the texts that a policy has put there to those behind it, and keeps them", () => {
    const call = edited("responses", { model: "gpt-5", instructions: "Be rude.", input: "My mail is a@b.ch" });
    expect(call.texts().map(({ text }) => text)).toEqual(["Be rude.", "My mail is a@b.ch"]);
    call.setParameter("instructions", "Be kind.");
    const [instructions, input] = call.texts();
    expect(instructions?.text).toBe("Be kind.");
    input?.replace("My mail is [EMAIL]");
    expect(finished(call)).toEqual({ model: "gpt-5", instructions: "Be kind.", input: "My mail is [EMAIL]" });
  });

  test("shows a text that was replaced as it is now", () => {
    const call = edited("chat", { model: "gpt-5", messages: [{ role: "user", content: "one" }] });
    call.texts()[0]?.replace("two");
    expect(call.texts()[0]?.text).toBe("two");
  });

  test("is never longer than the bytes that it says it has", () => {
    const call = edited("chat", { model: "gpt-5", messages: [{ role: "user", content: "Hello." }] });
    call.addMessages("before", [{ role: "system", content: "word ".repeat(5_000) }]);
    const done = call.finish();
    if (done instanceof Denial) throw new Error(done.message);
    expect(done.body.length).toBeGreaterThan(25_000);
    expect(call.bodyBytes).toBeGreaterThanOrEqual(done.body.length);
  });
});
