import { makeServiceAccount } from "@sluice/providers/vertex/testing/service-account-file";
import { describe, expect, test } from "vitest";
import { compileApi } from "./compile-api.ts";
import { CompileProblem } from "./compile-problem.ts";
import type { Target } from "./compiled-api.ts";
import { compiled, definition, deployed, endpoint, group, SOURCES } from "./testing/deployed.ts";

type Configuration = NonNullable<Parameters<typeof endpoint>[1]>["configuration"];

const withConfiguration = (configuration: Configuration) =>
  definition([group("Main", [endpoint("one", { models: ["m"], ...(configuration && { configuration }) })])]);
const targetOf = (configuration: Configuration): Target | undefined =>
  compiled(withConfiguration(configuration)).routes.get("m")?.pick()[0];

describe("a Vertex AI endpoint", () => {
  const vertex = (json: string, rest: Configuration = {}): Configuration => ({
    provider: "VERTEX_AI",
    target: "",
    projectId: "p",
    location: "global",
    authentication: { type: "SERVICE_ACCOUNT", json },
    ...rest,
  });

  test("has its service account read when it is deployed", () => {
    const { json } = makeServiceAccount();
    const sources = { ...SOURCES, environment: { ACCOUNT: json } };
    const api = compileApi(deployed(withConfiguration(vertex("${env:ACCOUNT}", { publisher: "anthropic" }))), sources);
    if (api instanceof CompileProblem) throw new Error(api.sentence);
    expect(api.routes.get("m")?.pick()[0]).toMatchObject({
      origin: "https://aiplatform.googleapis.com",
      basePath: "/v1/projects/p/locations/global",
      headers: [],
      authorisation: { type: "GOOGLE", account: { email: "sluice@my-project.iam.gserviceaccount.com" } },
      publisher: "anthropic",
      secrets: [json],
    });
  });

  test("is refused by the field of a broken one", () => {
    const refused = compileApi(deployed(withConfiguration(vertex('{"type":"service_account","client_email":"a@b"}'))), SOURCES);
    expect(refused).toBeInstanceOf(CompileProblem);
    expect(refused).toMatchObject({
      field: "endpointGroups.0.endpoints.0.configuration.authentication.json",
      reason: "The service account's JSON has no private_key.",
    });
  });
});

describe("a Bedrock endpoint", () => {
  const bedrock = (authentication: NonNullable<Configuration>["authentication"]): Configuration => ({
    provider: "BEDROCK",
    target: "",
    ...(authentication && { authentication }),
  });

  test("signs by the credentials that it is given", () => {
    expect(
      targetOf(bedrock({ type: "AWS", region: "eu-west-1", accessKeyId: "AKIDEXAMPLE", secretAccessKey: "sealed:v1:key" })),
    ).toMatchObject({
      origin: "https://bedrock-runtime.eu-west-1.amazonaws.com",
      authorisation: {
        type: "AWS",
        region: "eu-west-1",
        credentials: { region: "eu-west-1", accessKeyId: "AKIDEXAMPLE", secretAccessKey: "opened-v1:key" },
      },
    });
  });

  test("without credentials is deployed: the machine's own are looked for when it is called", () => {
    expect(targetOf(bedrock({ type: "AWS", region: "eu-west-1" }))?.authorisation).toEqual({
      type: "AWS",
      region: "eu-west-1",
      credentials: null,
    });
  });

  test("with a bearer key needs nothing for each call", () => {
    expect(targetOf(bedrock({ type: "BEARER", region: "us-east-1", bearer: "key-of-bedrock" }))).toMatchObject({
      headers: ["authorization", "Bearer key-of-bedrock"],
      authorisation: null,
    });
  });
});
