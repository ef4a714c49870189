import { Denial, openAiError } from "@sluice/wire/denial";
import express, { type ErrorRequestHandler, type Express, type Response } from "express";
import { nextRequestId } from "./http/request-id.ts";
import { writeDenial } from "./http/write-denial.ts";
import type { Gateway } from "./pipeline/gateway.ts";
import { createServeRequest } from "./routes/serve-request.ts";

/**
 * The consumers' application. One handler and no more: a body parser would read bodies twice, an etag would hash every answer,
 * and a router's patterns would stand beside the context paths, which change at run time.
 */
export function createApp(gateway: Gateway): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false);
  const serve = createServeRequest(gateway);
  app.use((req, res) => serve(req, res));
  app.use(onBug(gateway));
  return app;
}

const FAULT = new Denial("internal_error", "The gateway failed. The fault has been logged.");

/** What arrives here was thrown, which refusals never are. Express knows an error handler by its four parameters. */
function onBug({ log }: Gateway): ErrorRequestHandler {
  // biome-ignore lint/complexity/useMaxParams: see above
  return (error: unknown, _req, res: Response, _next) => {
    log.error({ err: error }, "a request failed by a fault of the gateway");
    if (res.headersSent) res.destroy();
    else writeDenial(res, FAULT, { body: openAiError(FAULT), headers: ["x-request-id", nextRequestId()] });
  };
}
