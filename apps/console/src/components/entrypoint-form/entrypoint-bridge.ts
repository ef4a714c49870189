import { items, text } from "@sluice/definition/changes/report";
import { normaliseContextPath } from "@sluice/definition/context-path";
import { fieldsOf, type JsonObject } from "@sluice/definition/json";
import { typedNumber } from "../../lib/typed-number.ts";
import { type ClientDisconnectDraft, type EntrypointDraft, emptyEntrypoint, pathRow } from "./entrypoint-draft.ts";

/** A listener's paths, in the definition's words. Never refuses: what is wrong comes out as typed, for the schema to name it. */
export function pathsOf({ paths }: EntrypointDraft): { readonly path: string }[] {
  return paths.map(({ path }) => ({ path: path.trim() === "" ? "" : normaliseContextPath(path) }));
}

/** An entrypoint's configuration. What becomes of callers who leave stays unsaid while nothing special does. */
export function configurationOf({ enforceUsage, injectTokenHeaders, clientDisconnect }: EntrypointDraft): JsonObject {
  const { policy, drainSeconds, drainTokens } = clientDisconnect;
  return {
    enforceUsage,
    injectTokenHeaders,
    ...(policy === "DRAIN" && {
      clientDisconnect: { policy, drainSeconds: typedNumber(drainSeconds), drainTokens: typedNumber(drainTokens) },
    }),
  };
}

/** The draft of whatever a listener holds, finished or not. Never fails: what cannot be read is as in a new one. */
export function entrypointDraftOf(listener: unknown): EntrypointDraft {
  const empty = emptyEntrypoint();
  const stored = fieldsOf(listener);
  const configuration = fieldsOf(fieldsOf(items(stored["entrypoints"])[0])["configuration"]);
  const paths = items(stored["paths"]).map(({ path }) => pathRow(text(path)));
  return {
    paths: paths.length > 0 ? paths : empty.paths,
    enforceUsage: configuration["enforceUsage"] !== false,
    injectTokenHeaders: configuration["injectTokenHeaders"] === true,
    clientDisconnect: leavingOf(configuration["clientDisconnect"], empty.clientDisconnect),
  };
}

function leavingOf(stored: unknown, usual: ClientDisconnectDraft): ClientDisconnectDraft {
  const { policy, drainSeconds, drainTokens } = fieldsOf(stored);
  return {
    policy: policy === "DRAIN" ? "DRAIN" : "ABORT",
    drainSeconds: typedOr(drainSeconds, usual.drainSeconds),
    drainTokens: typedOr(drainTokens, usual.drainTokens),
  };
}

/** A draft keeps a number that is none as its text. */
function typedOr(stored: unknown, usual: string): string {
  return typeof stored === "number" || typeof stored === "string" ? String(stored) : usual;
}
