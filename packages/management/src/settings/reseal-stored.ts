import type { Transaction } from "@sluice/db/client";
import { notify } from "@sluice/db/notify";
import { mapSecrets } from "@sluice/definition/secrets";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { transact } from "../transact.ts";

export interface Resealed {
  readonly resealed: number;
  readonly unreadable: number;
}

type Tools = Pick<ManagementContext, "db" | "secretBox">;

/** Ids that are read at once; each is one short transaction. */
const BATCH = 500;

/**
 * Puts every stored secret under the data key in force, one API, draft or provider at a time. What is under it already is not touched, so
 * that whatever cuts this off, the next run goes on from there.
 *
 * Deployments are immutable, and still are: only the sealing of a secret changes, never the secret, and its fingerprint shows that to
 * whoever compares. Left under their old key, they would keep it alive for as long as they do.
 */
export async function resealStored({ db, secretBox }: Tools): Promise<Resealed> {
  const total = { resealed: 0, unreadable: 0 };
  const each = async (
    ids: (after: string) => Promise<readonly { readonly id: string }[]>,
    one: (run: Run, id: string) => Promise<void>,
  ) => {
    let after = "";
    for (let rows = await ids(after); rows.length > 0; rows = await ids(after)) {
      for (const { id } of rows) {
        const run = await transact({ db }, async (tx) => runOn(tx, secretBox, (run) => one(run, id)));
        if (run instanceof ManagementError) return;
        total.resealed += run.resealed;
        total.unreadable += run.unreadable;
        after = id;
      }
    }
  };
  const page = (after: string) =>
    ({ ...(after ? { where: { id: { gt: after } } } : {}), orderBy: { id: "asc" }, take: BATCH, select: { id: true } }) as const;
  await each((after) => db.api.findMany(page(after)), resealApi);
  await each((after) => db.draft.findMany(page(after)), resealDraft);
  await each((after) => db.oidcProvider.findMany(page(after)), resealProvider);
  await each((after) => db.budget.findMany(page(after)), resealBudget);
  // One row, with a number for its id.
  await each(async (after) => (after === "" && (await db.mailSettings.count()) > 0 ? [{ id: "1" }] : []), resealMail);
  return total;
}

/** One transaction's work. */
interface Run {
  readonly tx: Transaction;
  readonly keyId: string;
  /** The definition with its secrets under the key in force; null when that changes nothing. */
  resealed<T>(definition: T): T | null;
}

async function runOn(
  tx: Transaction,
  secretBox: ManagementContext["secretBox"],
  work: (run: Run) => Promise<void>,
): Promise<Resealed | ManagementError> {
  const keyId = secretBox.sealingKeyId ?? "";
  const key = await tx.dataKey.findFirst({ where: { id: keyId, retiredAt: null }, select: { id: true } });
  if (!key) return new ManagementError("conflict", "Another rotation has begun.");
  const count = { resealed: 0, unreadable: 0 };
  const resealed = <T>(definition: T): T | null => {
    const before = count.resealed;
    const after = mapSecrets(definition, (value) => {
      const sealed = secretBox.reseal(value);
      if (sealed === null) count.unreadable++;
      else if (sealed !== value) count.resealed++;
      return sealed ?? value;
    });
    return count.resealed === before ? null : after;
  };
  await work({ tx, keyId, resealed });
  return count;
}

interface Row {
  readonly number: number;
  readonly definition: unknown;
}

/** All of an API in one transaction: what is saved and what is deployed are never seen under different keys. */
async function resealApi({ tx, keyId, resealed }: Run, id: string): Promise<void> {
  const [api] = await tx.$queryRaw<{ definition: unknown; revision: number | null }[]>`
    SELECT definition, "deployedRevision" AS revision FROM "Api" WHERE id = ${id}::uuid FOR UPDATE`;
  if (!api) return;
  // In SQL, so that `updatedAt` stays: nobody has changed anything.
  const saved = resealed(api.definition);
  if (saved) await tx.$executeRaw`UPDATE "Api" SET definition = ${JSON.stringify(saved)}::jsonb WHERE id = ${id}::uuid`;
  const others = `"sealed:v(1:|2:(?!${keyId}))`;
  const plans = await tx.plan.findMany({
    where: { apiId: id },
    select: { id: true, securityType: true, configuration: true, flows: true },
  });
  for (const plan of plans) {
    const { securityType: type, configuration, flows } = plan;
    const [changed] = resealed({ plans: [{ security: { type, configuration }, flows }] })?.plans ?? [];
    if (changed)
      await tx.$executeRaw`UPDATE "Plan" SET configuration = ${JSON.stringify(changed.security.configuration)}::jsonb,
        flows = ${JSON.stringify(changed.flows)}::jsonb WHERE id = ${plan.id}::uuid`;
  }
  const versions = await tx.$queryRaw<Row[]>`
    SELECT version AS number, definition FROM "ApiVersion" WHERE "apiId" = ${id}::uuid AND definition::text ~ ${others}`;
  for (const { number, definition } of versions) {
    const changed = resealed(definition);
    if (changed)
      await tx.$executeRaw`UPDATE "ApiVersion" SET definition = ${JSON.stringify(changed)}::jsonb WHERE "apiId" = ${id}::uuid AND version = ${number}`;
  }
  const deployments = await tx.$queryRaw<Row[]>`
    SELECT revision AS number, definition FROM "Deployment" WHERE "apiId" = ${id}::uuid AND definition::text ~ ${others}`;
  for (const { number, definition } of deployments) {
    const changed = resealed(definition);
    if (!changed) continue;
    await tx.$executeRaw`UPDATE "Deployment" SET definition = ${JSON.stringify(changed)}::jsonb WHERE "apiId" = ${id}::uuid AND revision = ${number}`;
    // Gateways compile nothing anew; the copy that they keep for a start without the database follows.
    if (number === api.revision) await notify(tx, { kind: "api", id });
  }
}

async function resealDraft({ tx, resealed }: Run, id: string): Promise<void> {
  const [draft] = await tx.$queryRaw<{ definition: unknown }[]>`SELECT definition FROM "Draft" WHERE id = ${id}::uuid FOR UPDATE`;
  const changed = draft ? resealed(draft.definition) : null;
  if (changed) await tx.$executeRaw`UPDATE "Draft" SET definition = ${JSON.stringify(changed)}::jsonb WHERE id = ${id}::uuid`;
}

async function resealProvider({ tx, resealed }: Run, id: string): Promise<void> {
  const [provider] = await tx.$queryRaw<
    { secret: string }[]
  >`SELECT "clientSecret" AS secret FROM "OidcProvider" WHERE id = ${id} FOR UPDATE`;
  if (!provider) return;
  const changed = resealedSecret(resealed, provider.secret);
  if (changed) await tx.$executeRaw`UPDATE "OidcProvider" SET "clientSecret" = ${changed} WHERE id = ${id}`;
}

async function resealBudget({ tx, resealed }: Run, id: string): Promise<void> {
  const [budget] = await tx.$queryRaw<{ secret: string | null }[]>`
    SELECT "webhookSecret" AS secret FROM "Budget" WHERE id = ${id}::uuid FOR UPDATE`;
  const changed = budget?.secret ? resealedSecret(resealed, budget.secret) : null;
  if (changed) await tx.$executeRaw`UPDATE "Budget" SET "webhookSecret" = ${changed} WHERE id = ${id}::uuid`;
}

async function resealMail({ tx, resealed }: Run): Promise<void> {
  const [mail] = await tx.$queryRaw<{ secret: string }[]>`SELECT password AS secret FROM "MailSettings" WHERE id = 1 FOR UPDATE`;
  const changed = mail?.secret ? resealedSecret(resealed, mail.secret) : null;
  if (changed) await tx.$executeRaw`UPDATE "MailSettings" SET password = ${changed} WHERE id = 1`;
}

/** A secret that stands by itself, put where a definition keeps one, so that it goes the same way. */
function resealedSecret(resealed: Run["resealed"], secret: string): string | null {
  const place = { plans: [{ security: { type: "OAUTH2", configuration: { clientSecret: secret } } }] };
  return resealed(place)?.plans[0]?.security.configuration.clientSecret ?? null;
}
