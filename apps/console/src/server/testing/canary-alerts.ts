import { deliverAlerts } from "@sluice/management/budgets/deliver-alerts";
import { startSmtpSink } from "@sluice/management/mail/testing/smtp-sink";
import { serverRuntime } from "../runtime.ts";
import type { Canaries } from "./canaries.ts";
import type { TalkativeProvider } from "./talkative-provider.ts";

interface Sources {
  readonly canaries: Canaries;
  readonly provider: TalkativeProvider;
}

interface Calls {
  readonly api: (call: string, body?: unknown) => Promise<{ readonly json: Record<string, unknown> }>;
  readonly shownOnce: (call: string, body: unknown) => Promise<Record<string, unknown>>;
}

/** Alerts to a webhook and to a mail server that both refuse, and repeat what they were told. How often the webhook heard a signature, and all that is said of it. */
export async function canaryAlerts(
  { canaries, provider }: Sources,
  { api, shownOnce }: Calls,
): Promise<readonly [signatures: number, words: string]> {
  const mailServer = await startSmtpSink("known to nobody");
  const password = canaries.plant("smtp password");
  const mail = { host: "127.0.0.1", port: mailServer.port, username: "sluice", password, sender: "sluice@example.org" };
  await api("PUT /settings/mail", mail);
  await api("GET /settings/mail");
  const { json: tried } = await api("POST /settings/mail/_test", { to: "ada@example.org" });
  const webhookUrl = `${provider.url}/refuse/alerts`;
  const budget = { name: "All", amountUsd: "1", emails: ["ada@example.org"], webhookUrl };
  const { json: own } = await api("POST /budgets", { ...budget, webhookSecret: canaries.plant("webhook secret") });
  const made = await shownOnce("POST /budgets", budget);
  canaries.watch("webhook secret that was made", String(made["webhookSecret"]));
  const runtime = await serverRuntime();
  const now = new Date();
  const deliveries = [
    { channel: "email", target: "ada@example.org", nextAt: now },
    { channel: "webhook", target: webhookUrl, nextAt: now },
  ];
  for (const { id } of [own, made]) {
    const reached = { budgetId: String(id), periodStart: now, threshold: 100, spentUsd: "2", amountUsd: "1" };
    await runtime.db.budgetAlert.create({ data: { ...reached, deliveries: { create: deliveries } } });
  }
  await deliverAlerts(runtime, now);
  await mailServer.close();
  const words = [JSON.stringify(tried)];
  for (const { id } of [own, made]) words.push(JSON.stringify((await api(`GET /budgets/${String(id)}/alerts`)).json));
  await api("GET /budgets");
  return [provider.heard.filter((header) => header.startsWith("x-sluice-signature: ")).length, words.join("\n")];
}
