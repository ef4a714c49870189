import { type DeliveryTools, deliverAlerts } from "./budgets/deliver-alerts.ts";
import { watchBudgets } from "./budgets/watch-budgets.ts";
import { resumeRepricings } from "./repricing/resume-repricings.ts";

/** An alert is of use within minutes; looking costs three queries a budget. */
const EVERY_MS = 15_000;

type Log = (message: string) => void;
type Step = () => Promise<void>;

/**
 * What a console does beside answering: budgets are watched, alerts sent, repricings that were left behind carried on. Several consoles share it.
 * A repricing of a year takes long, and nobody's alert waits for it.
 */
export function startRounds(tools: DeliveryTools, log: Log): () => void {
  const { db } = tools;
  const watch = () =>
    watchBudgets(db, new Date(), (budget, error) => log(`the budget ${budget.id} could not be looked at: ${nameOf(error)}`));
  const rounds = [[watch, () => deliverAlerts(tools, new Date())], [() => resumeRepricings(db, new Date())]];
  const timers = rounds.map((steps) => repeat(steps, log));
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** Steps one after the other, again and again; a round that takes longer is not begun twice. */
function repeat(steps: readonly Step[], log: Log): NodeJS.Timeout {
  let busy = false;
  return setInterval(() => {
    if (busy) return;
    busy = true;
    void round(steps, log).finally(() => {
      busy = false;
    });
  }, EVERY_MS).unref();
}

async function round(steps: readonly Step[], log: Log): Promise<void> {
  for (const step of steps) await step().catch((error: unknown) => log(`a round failed: ${nameOf(error)}`));
}

/** Not its words: a database's may quote what was being stored. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error ? `${error.name} (${String(error.code)})` : error.name;
}
