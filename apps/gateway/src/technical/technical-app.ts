import express, { type Express } from "express";
import type { RuntimeStatus } from "../runtime/start-runtime.ts";
import type { Metrics } from "./metrics.ts";

interface Sources {
  readonly status: () => RuntimeStatus;
  readonly metrics: Metrics;
  /** True from the moment that the process was asked to end: balancers are to send nothing more. */
  readonly ending: () => boolean;
}

/** For those who run the gateway: health, metrics, and what it serves. Not for the outside. */
export function createTechnicalApp({ status, metrics, ending }: Sources): Express {
  const app = express();
  app.disable("x-powered-by");
  app.get("/health/live", (_req, res) => void res.json({ status: "live" }));
  app.get("/health/ready", (_req, res) => {
    const { ready } = status();
    const reason = ending() ? "ending" : ready ? "ready" : "reading the configuration";
    res.status(ready && !ending() ? 200 : 503).json({ status: reason });
  });
  app.get("/metrics", async (_req, res) => {
    res.type(metrics.contentType).send(await metrics.write());
  });
  app.get("/config", (_req, res) => void res.json(status()));
  app.use((_req, res) => void res.status(404).json({ error: { message: "Here are /health/live, /health/ready, /metrics and /config." } }));
  return app;
}
