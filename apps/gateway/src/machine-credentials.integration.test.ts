import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import OpenAI from "openai";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KEY, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

const HELLO = { model: "gpt", messages: [{ role: "user" as const, content: "Hello." }] };
const ANSWER = {
  output: { message: { role: "assistant", content: [{ text: "Hi." }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 3, outputTokens: 1 },
};

let bedrock: FakeUpstream;
let gateway: TestGateway;
let client: OpenAI;
let folder: string;

beforeEach(async () => {
  // Nothing of the machine that runs this test is to be found.
  folder = await mkdtemp(join(tmpdir(), "sluice-aws-"));
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", folder);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  bedrock = await startFakeUpstream(json(200, ANSWER));
  const own = target(bedrock.origin, {
    provider: "BEDROCK",
    speaksOpenAi: false,
    basePath: "",
    headers: [],
    authorisation: { type: "AWS", region: "us-west-2", credentials: null },
  });
  gateway = await startTestGateway(testApi([own]));
  client = new OpenAI({ apiKey: KEY, baseURL: gateway.url, maxRetries: 0 });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await gateway.close();
  await bedrock.close();
  await rm(folder, { recursive: true, force: true });
});

const signedWith = () => /Credential=([^/]+)\/\d+\/([^/]+)\/bedrock/.exec(bedrock.seen[0]?.headers.authorization ?? "")?.slice(1);

test("calls are signed by what stands in the environment", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_SESSION_TOKEN", "session");
  await client.chat.completions.create(HELLO);
  expect(signedWith()).toEqual(["AKIDENVIRONMENT", "us-west-2"]);
  expect(bedrock.seen[0]?.headers["x-amz-security-token"]).toBe("session");
});

test("calls are signed by the profile that is named, else by the default one", async () => {
  const file = join(folder, "credentials");
  await writeFile(
    file,
    "[default]\naws_access_key_id=AKIDDEFAULT\naws_secret_access_key=a\n[team]\naws_access_key_id=AKIDTEAM\naws_secret_access_key=b\n",
  );
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", file);
  vi.stubEnv("AWS_PROFILE", "team");
  await client.chat.completions.create(HELLO);
  expect(signedWith()).toEqual(["AKIDTEAM", "us-west-2"]);
});

test("calls are signed by what the container's service gives, which is asked once", async () => {
  const ends = new Date(Date.now() + 3_600_000).toISOString();
  const container = await startFakeUpstream(
    json(200, { AccessKeyId: "AKIDCONTAINER", SecretAccessKey: "c", Token: "t", Expiration: ends }),
  );
  vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", `${container.origin}/v1/credentials`);
  await Promise.all([client.chat.completions.create(HELLO), client.chat.completions.create(HELLO)]);
  await client.chat.completions.create(HELLO);
  expect(signedWith()).toEqual(["AKIDCONTAINER", "us-west-2"]);
  expect(container.seen).toHaveLength(1);
  await container.close();
});

test("a machine without any refuses the call and says so, and looks again for the next", async () => {
  await expect(client.chat.completions.create(HELLO)).rejects.toMatchObject({
    status: 502,
    code: "upstream_auth_failed",
    message: expect.stringContaining("none were found on the gateway's machine"),
  });
  expect(bedrock.seen).toHaveLength(0);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDLATER");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  await client.chat.completions.create(HELLO);
  expect(signedWith()).toEqual(["AKIDLATER", "us-west-2"]);
});
