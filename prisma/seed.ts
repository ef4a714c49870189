// Deploys one API, "Simulator", on the provider simulator: `node prisma/seed.ts`, after the migrations and the setup.
// Running it again changes nothing.
import { createApi } from "@sluice/management/apis/create-api";
import { connectManagement } from "@sluice/management/connect-management";
import type { ManagementContext } from "@sluice/management/context";
import { deployApi } from "@sluice/management/deployments/deploy-api";
import { ManagementError } from "@sluice/management/management-error";

const CONTEXT_PATH = "/simulator";

function definition(simulatorUrl: string): unknown {
  return {
    name: "Simulator",
    apiVersion: "1.0",
    description: "Answers from the built-in provider simulator: no key, no cost.",
    listeners: [{ type: "HTTP", paths: [{ path: CONTEXT_PATH }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: [
      {
        name: "simulator",
        endpoints: [
          {
            name: "Default simulator",
            configuration: {
              provider: "OPEN_AI_COMPATIBLE",
              target: `${simulatorUrl.replace(/\/+$/, "")}/v1`,
              authentication: { type: "NONE" },
              models: [
                { name: "gpt-5-mini", inputPrice: 0.25, outputPrice: 2, aliases: ["fast"] },
                { name: "text-embedding-3-small", inputPrice: 0.02, outputPrice: 0 },
              ],
            },
          },
        ],
      },
    ],
    plans: [{ name: "Default Keyless (UNSECURED)", security: { type: "KEY_LESS" }, validation: "AUTO", status: "PUBLISHED" }],
  };
}

async function seed(context: ManagementContext, simulatorUrl: string): Promise<string> {
  const existing = await context.db.contextPath.findUnique({ where: { path: CONTEXT_PATH } });
  if (existing) return `An API answers at ${CONTEXT_PATH} already: nothing to seed.`;
  const api = await createApi(context, definition(simulatorUrl));
  if (api instanceof ManagementError) throw new Error(api.message);
  const deployment = await deployApi(context, api.id, { label: "seed" });
  if (deployment instanceof ManagementError) throw new Error(deployment.message);
  return `Deployed the API Simulator at ${CONTEXT_PATH}.`;
}

async function main(): Promise<void> {
  const databaseUrl = process.env["DATABASE_URL"];
  const encryptionKey = process.env["SLUICE_ENCRYPTION_KEY"];
  if (!databaseUrl || !encryptionKey) throw new Error("DATABASE_URL and SLUICE_ENCRYPTION_KEY must be set.");
  const simulatorUrl = process.env["SLUICE_SIMULATOR_URL"] ?? `http://127.0.0.1:${process.env["SIMULATOR_PORT"] ?? "8090"}`;
  const { db, secretBox } = await connectManagement({ databaseUrl, encryptionKey });
  const settings = { gatewayUrl: "", simulatorUrl };
  try {
    // Somebody has to own what is made here.
    const { id } = await db.user.findFirstOrThrow({ where: { role: "administrator" }, orderBy: { createdAt: "asc" } });
    const actor = { id, name: "Seed", kind: "token", role: "administrator", scopes: null, ip: null } as const;
    console.log(await seed({ db, secretBox, actor, settings, now: () => new Date() }, simulatorUrl));
  } finally {
    await db.$disconnect();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
