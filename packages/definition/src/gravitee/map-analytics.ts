import { isObject } from "../json.ts";
import { type Fields, type Findings, isVoid } from "./findings.ts";

/** Gravitee says by phase and by part what is logged. What is not sure is not logged: contents are private. */
export function mapAnalytics(api: Fields, findings: Findings): void {
  const analytics = api["analytics"];
  if (!isObject(analytics)) return;
  const gone = { sampling: "Every request is counted.", tracing: "There is no tracing to switch on here.", reporting: null };
  findings.leaveOut(analytics, "analytics", gone);
  const { logging } = analytics;
  if (!isObject(logging)) return;
  const { content, mode, phase, messageCondition, ...rest } = logging;
  const isOurs = typeof content === "string" && phase === undefined;
  if (isOurs) return;
  if (isVoid(rest["condition"])) delete rest["condition"];
  const parts = isObject(content) ? { headers: content["headers"] === true, payload: content["payload"] === true } : {};
  const wanted = parts.headers || parts.payload;
  const isUnknown = !isVoid(messageCondition);
  analytics["logging"] = {
    ...rest,
    content: wanted && !isUnknown ? loggedPhases(phase) : "NONE",
    ...(wanted && parts),
    ...(isObject(mode) && !isVoid(mode) && { mode: { entrypoint: mode["entrypoint"] === true, endpoint: mode["endpoint"] === true } }),
  };
  if (wanted && isUnknown)
    findings.warn(
      "analytics.logging.messageCondition",
      "There are no messages here to judge; this API logs no contents until you say otherwise.",
    );
}

function loggedPhases(phase: unknown): "NONE" | "REQUEST" | "RESPONSE" | "ALL" {
  const { request, response } = isObject(phase) ? phase : {};
  if (request === true) return response === true ? "ALL" : "REQUEST";
  return response === true ? "RESPONSE" : "NONE";
}
