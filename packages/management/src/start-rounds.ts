import { type DeliveryTools, deliverAlerts } from "./budgets/deliver-alerts.ts";
import { watchBudgets } from "./budgets/watch-budgets.ts";
import { resumeRepricings } from "./repricing/resume-repricings.ts";

/** An alert is of use within minutes; looking costs one query a budget. */
const EVERY_MS = 15_000;

/** What a console does beside answering: budgets are watched, alerts sent, repricings that were left behind carried on. Several consoles share it. */
export function startRounds(tools: DeliveryTools, log: (message: string) => void): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void round(tools, log).finally(() => {
      busy = false;
    });
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

async function round(tools: DeliveryTools, log: (message: string) => void): Promise<void> {
  const steps = [
    () => watchBudgets(tools.db, new Date(), (budget, error) => log(`the budget ${budget.id} could not be looked at: ${reasonOf(error)}`)),
    () => deliverAlerts(tools, new Date()),
    () => resumeRepricings(tools.db, new Date()),
  ];
  for (const step of steps) await step().catch((error: unknown) => log(`a round failed: ${reasonOf(error)}`));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
