import type { Finding } from "@sluice/definition/gravitee/findings";
import { readTransfer } from "@sluice/definition/gravitee/read-transfer";
import type { FieldProblems } from "@sluice/definition/problems";
import { type ImportedApi, type ImportPreview, type ImportQuery, importQuerySchema } from "@sluice/definition/transfer";
import { authorise } from "../access/authorise.ts";
import { ownerOfOverlap, takenReason } from "../apis/claim-paths.ts";
import { createApi } from "../apis/create-api.ts";
import { type ParsedDefinition, parseDefinition } from "../apis/parse-definition.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { refuseChosenAddresses } from "../outbound/refuse-chosen-addresses.ts";
import { parseInput } from "../parse-input.ts";
import { deploymentProblems } from "./deployment-problems.ts";

/** Creates an API from an export of ours or of Gravitee's, or a definition alone: all of it or none, not deployed. Or says what would come of it. */
export async function importApi(
  context: ManagementContext,
  body: unknown,
  query: unknown,
): Promise<ImportedApi | ImportPreview | ManagementError> {
  const denied = await authorise(context, "apis:create");
  if (denied) return denied;
  const asked = parseInput(importQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const read = readImport(body, asked);
  if (read instanceof ManagementError) return read;
  const { parsed, definition, warnings, problems } = read;
  if (asked.dryRun === "true") return preview(context, read);
  if (!parsed || Object.keys(problems).length > 0) return invalidFields(problems);
  const created = await createApi(context, definition);
  return created instanceof ManagementError ? created : { ...created, warnings: [...warnings] };
}

interface Import {
  readonly definition: unknown;
  /** Null when the schema refuses it. */
  readonly parsed: ParsedDefinition | null;
  readonly warnings: readonly Finding[];
  readonly problems: FieldProblems;
}

function readImport(body: unknown, { name, path }: ImportQuery): Import | ManagementError {
  const transfer = readTransfer(body, { name, path });
  if (!transfer) return new ManagementError("invalid_request", "The body must be a JSON object: an export, or an API definition.");
  const { definition, warnings } = transfer;
  const parsed = parseDefinition(definition);
  const problems = Object.fromEntries(transfer.problems.map((problem) => [problem.path, problem.message]));
  if (parsed instanceof ManagementError) return { definition, parsed: null, warnings, problems: { ...parsed.extra.fields, ...problems } };
  return { definition, parsed, warnings: [...warnings, ...deploymentProblems(parsed)], problems };
}

async function preview(context: ManagementContext, { parsed, warnings, problems }: Import): Promise<ImportPreview> {
  const paths = (parsed?.definition.listeners ?? []).flatMap((listener, at) =>
    listener.paths.map(({ path }, index) => ({ path, field: `listeners.${at}.paths.${index}.path` })),
  );
  const unsafe = parsed ? refuseChosenAddresses(context, { ...parsed.definition, plans: parsed.plans ?? [] }) : null;
  const found = Object.entries({ ...unsafe?.extra.fields, ...problems }).map(([path, message]) => ({ path, message }));
  for (const { path, field } of paths) {
    const owner = await ownerOfOverlap(context.db, path);
    if (owner) found.push({ path: field, message: takenReason(path, owner) });
  }
  return { api: parsed && summaryOf(parsed), warnings: [...warnings], problems: found };
}

function summaryOf({ definition, plans }: ParsedDefinition): ImportPreview["api"] {
  return {
    name: definition.name,
    apiVersion: definition.apiVersion,
    paths: definition.listeners.flatMap((listener) => listener.paths.map(({ path }) => path)),
    providers: definition.endpointGroups.map(({ name, endpoints }) => ({
      name,
      models: new Set(endpoints.flatMap(({ configuration }) => configuration.models.map((model) => model.name))).size,
    })),
    plans: (plans ?? []).map(({ name, security }) => ({ name, security: security.type })),
  };
}
