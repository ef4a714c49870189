import { type Fields, same, text } from "./changes/report.ts";
import { describeChanges } from "./changes.ts";
import { fieldsOf } from "./json.ts";
import { withoutReadOnly } from "./resources.ts";

export interface AuditedChange {
  /** `api.deploy` */
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface DescribedChange {
  /** "Changed the API Test" */
  readonly summary: string;
  readonly changes: readonly string[];
}

const THINGS: Readonly<Record<string, string>> = {
  api: "the API",
  plan: "the plan",
  application: "the application",
  subscription: "the subscription",
  "api-key": "the key",
  "api-token": "the API token",
  person: "the person",
  invitation: "the invitation",
  "oidc-provider": "the OpenID Connect provider",
  encryption: "the encryption keys",
  "model-price": "the price of",
  content: "the contents of a request to",
  "saved-view": "the saved view",
  budget: "the budget",
  mail: "the mail server",
  reconciliation: "the reconciliation with",
  retention: "how long usage is kept",
};

/** What comes before the thing. A verb that is not here is said as it is written: newer versions write others. */
const VERBS: Readonly<Record<string, string>> = {
  create: "Created",
  update: "Changed",
  delete: "Deleted",
  deploy: "Deployed",
  rollback: "Rolled back",
  start: "Started",
  stop: "Stopped",
  publish: "Published",
  deprecate: "Deprecated",
  close: "Closed",
  accept: "Accepted",
  reject: "Rejected",
  pause: "Paused",
  resume: "Resumed",
  revoke: "Revoked",
  "add-key": "Added a key to",
  "renew-key": "Renewed a key of",
  "add-member": "Added a member to",
  "change-member": "Changed a member of",
  "remove-member": "Removed a member from",
  "add-certificate": "Added a certificate to",
  "delete-certificate": "Removed a certificate from",
  "end-sessions": "Ended sessions of",
  "reset-password": "Made a password link for",
  "set-password": "Set the password of",
  "link-sign-in": "Linked a provider's sign-in to",
  read: "Read",
};

/** What needs no thing, or another order. */
const SENTENCES: Readonly<Record<string, string>> = {
  "person.sign-in": "Signed in",
  "person.sign-out": "Signed out",
  "person.refuse-sign-in": "Failed to sign in",
  "encryption.rotate": "Made a new data key and sealed all secrets with it",
  "encryption.resume": "Went on with sealing secrets anew",
  "repricing.start": "Began to price past requests anew",
  "repricing.finish": "Priced past requests anew",
  "encryption.rewrap": "Took the data keys over to the new encryption key",
};

/** An entry of the audit in words, as far as they go. Values of secrets are not in it: before and after hold none. */
export function describeAudit({ action, before, after }: AuditedChange): DescribedChange {
  const [from, to] = [fieldsOf(before), fieldsOf(after)];
  return { summary: summaryOf(action, { ...from, ...to }), changes: changesOf(action, from, to) };
}

function summaryOf(action: string, entry: Fields): string {
  const sentence = SENTENCES[action];
  if (sentence) return sentence;
  const [entity = "", verb = ""] = action.split(".");
  const thing = THINGS[entity] ?? `the ${entity.replaceAll("-", " ")}`;
  const done = VERBS[verb] ?? `${verb.charAt(0).toUpperCase()}${verb.slice(1).replaceAll("-", " ")}:`;
  const revision = verb === "deploy" && typeof entry["revision"] === "number" ? ` revision ${entry["revision"]} of` : "";
  const name = nameOf(entry);
  return `${done}${revision} ${thing}${name ? ` ${name}` : ""}`;
}

function nameOf(entry: Fields): string {
  const name = text(entry["name"]) || text(entry["email"]) || text(entry["applicationName"]);
  return name || text(entry["apiName"]);
}

function changesOf(action: string, from: Fields, to: Fields): readonly string[] {
  // The ids of keys say nothing to anybody.
  if (action.startsWith("encryption.") || Object.keys(from).length === 0 || Object.keys(to).length === 0) return [];
  if (action.startsWith("api.") && "endpointGroups" in from) return summaries(withoutReadOnly(from), withoutReadOnly(to));
  if (action.startsWith("plan.") && "security" in from) return summaries({ plans: [from] }, { plans: [to] });
  return Object.keys({ ...from, ...to })
    .filter((field) => !same(from[field] ?? undefined, to[field] ?? undefined))
    .flatMap((field) => fieldChange(field, [from[field], to[field]]));
}

function summaries(from: Fields, to: Fields): readonly string[] {
  return describeChanges(from, to).map(({ summary }) => summary);
}

/** `lastSeenAt` → "last seen at". Lists and objects are named and not said: the entry itself shows them. */
function fieldChange(field: string, [before, after]: readonly [unknown, unknown]): readonly string[] {
  const words = field.replaceAll(/([A-Z])/g, " $1").toLowerCase();
  const what = words.charAt(0).toUpperCase() + words.slice(1);
  if (!isPlain(before) || !isPlain(after)) return [`${what} changed`];
  if (before === undefined || before === null || before === "") return [`${what} set to ${String(after)}`];
  return after === undefined || after === null || after === ""
    ? [`${what} removed`]
    : [`${what} changed from ${String(before)} to ${String(after)}`];
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== "object";
}
