import { type Fields, type Findings, isFields, isVoid } from "./findings.ts";

/** Gravitee says by phase and by part what is logged, ours in one word. What is not sure is not logged: contents are private. */
export function mapAnalytics(api: Fields, findings: Findings): void {
  const analytics = api["analytics"];
  if (!isFields(analytics)) return;
  const gone = { sampling: "Every request is counted.", tracing: "There is no tracing to switch on here.", reporting: null };
  findings.leaveOut(analytics, "analytics", gone);
  const { logging } = analytics;
  if (!isFields(logging)) return;
  const { content, condition, mode, phase, messageCondition, ...rest } = logging;
  const isOurs = typeof content === "string" && mode === undefined && phase === undefined;
  if (isOurs) return;
  const wanted = isFields(content) && content["payload"] === true;
  const isConditional = !isVoid(condition) || !isVoid(messageCondition);
  analytics["logging"] = { ...rest, content: wanted && !isConditional ? loggedPhases(phase) : "NONE" };
  if (wanted && isConditional)
    findings.warn("analytics.logging.condition", "Contents are logged always or never here; this API logs none until you say otherwise.");
  else if (!isVoid(content) || !isVoid(phase) || !isVoid(mode))
    findings.warn("analytics.logging", "Only the contents of requests and answers can be logged; headers are not.");
}

function loggedPhases(phase: unknown): "NONE" | "REQUEST" | "RESPONSE" | "ALL" {
  const { request, response } = isFields(phase) ? phase : {};
  if (request === true) return response === true ? "ALL" : "REQUEST";
  return response === true ? "RESPONSE" : "NONE";
}
