import type { Finding } from "@sluice/definition/gravitee/findings";
import { readTransfer } from "@sluice/definition/gravitee/read-transfer";
import type { FieldProblems } from "@sluice/definition/problems";
import { type ImportedApi, type ImportPreview, type ImportQuery, importQuerySchema } from "@sluice/definition/transfer";
import { authorise } from "../access/authorise.ts";
import { takenPaths } from "../apis/claim-paths.ts";
import { createApi } from "../apis/create-api.ts";
import { type ParsedDefinition, parseDefinition } from "../apis/parse-definition.ts";
import type { ManagementContext } from "../context.ts";
import { compileProblems } from "../flows/compile-problems.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { refuseChosenAddresses } from "../outbound/refuse-chosen-addresses.ts";
import { parseInput } from "../parse-input.ts";

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
  return { definition, parsed, warnings: [...warnings, ...refusedLater(parsed)], problems };
}

/** What may be saved, and is refused when it is deployed. */
function refusedLater({ definition, plans }: ParsedDefinition): readonly Finding[] {
  const problems = Object.entries(compileProblems({ ...definition, plans: [...(plans ?? [])] }));
  return problems.map(([path, message]) => ({ path, message: `Kept, and refused at deployment: ${message}` }));
}

async function preview(context: ManagementContext, { parsed, warnings, problems }: Import): Promise<ImportPreview> {
  const unsafe = parsed ? refuseChosenAddresses(context, { ...parsed.definition, plans: parsed.plans ?? [] }) : null;
  const taken = parsed ? await takenPaths(context.db, parsed.definition) : {};
  const found = [{ ...unsafe?.extra.fields, ...problems }, taken].flatMap((fields) => Object.entries(fields));
  return {
    api: parsed && summaryOf(parsed),
    warnings: [...warnings],
    problems: found.map(([path, message]) => ({ path, message })),
  };
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
