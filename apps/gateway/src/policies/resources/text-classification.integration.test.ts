import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildResource } from "./build-resource.ts";
import type { BuiltResource } from "./built-resource.ts";
import { writeTinyModel } from "./testing/tiny-model.ts";

let folder: string;
const closing: BuiltResource[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-models-"));
  await writeTinyModel(join(folder, "tiny"));
});
afterAll(async () => {
  for (const { close } of closing) await close?.();
  await rm(folder, { recursive: true, force: true });
});

function build(model: object) {
  return buildResource(
    "ai-model-text-classification",
    { model },
    {
      openSecret: () => ({ problem: "There are no secrets here." }),
      environment: { SLUICE_MODELS_DIR: folder, HF_HUB_OFFLINE: "1" },
      send: () => Promise.reject(new Error("Nothing is sent here.")),
      definition: {},
    },
  );
}

async function tiny() {
  const built = await build({ type: "FOLDER", path: "tiny" });
  if (built instanceof PolicyProblem) throw new Error(built.message);
  closing.push(built);
  if (built.resource.kind !== "classifier") throw new Error("This is no classifier.");
  return built.resource;
}

/** The library is installed by those who want models in the gateway, and weighs half a gigabyte. */
const isInstalled = (() => {
  try {
    createRequire(import.meta.url).resolve("@huggingface/transformers");
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!isInstalled)("a model in a folder (skipped where @huggingface/transformers is not installed)", () => {
  test("is loaded before anybody asks, knows its labels, and judges each text", async () => {
    const model = await tiny();
    expect(model.labels).toEqual(["BENIGN", "MALICIOUS"]);
    const scores = await model.classify(["good good", "so bad", "good"], "request");
    const malicious = scores.map((one) => one.find(({ label }) => label === "MALICIOUS")?.score ?? Number.NaN);
    expect(malicious.map((score) => score > 0.8)).toEqual([false, true, false]);
  });

  test("reads a text that is longer than what it reads at once to its end", async () => {
    const model = await tiny();
    const [scores] = await model.classify([`${"good ".repeat(300)}bad`], "request");
    expect(scores?.find(({ label }) => label === "MALICIOUS")?.score).toBeGreaterThan(0.8);
  });

  test("leaves the gateway free to do other things", async () => {
    const model = await tiny();
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 1);
    await model.classify([`${"good ".repeat(2_000)}`], "request");
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(0);
  });
});

test.each([
  [{ type: "FOLDER", path: "nowhere" }, "configuration.model", /^The model nowhere cannot be loaded: /],
  [{ type: "FOLDER", path: "../../etc" }, "configuration.model.path", /has to stand below/],
  [{ type: "MINILMV2_TOXIC_JIGSAW_MODEL" }, "configuration.model", /^The model minuva\/MiniLMv2-toxic-jigsaw-onnx cannot be loaded: /],
])("a model that cannot be had refuses the deployment with its reason: %j", async (model, path, message) => {
  expect(await build(model)).toMatchObject({ path, message: expect.stringMatching(message) });
});
