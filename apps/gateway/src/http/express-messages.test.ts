import { Socket } from "node:net";
import express from "express";
import { expect, test } from "vitest";
import { expressMessages } from "./express-messages.ts";

test("gives messages the prototypes from the first that Express would give them later", () => {
  const app = express();
  const { IncomingMessage, ServerResponse } = expressMessages(app);
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const prototypes = [Object.getPrototypeOf(request), Object.getPrototypeOf(response)];
  app.use(() => {});
  app(request as express.Request, response as express.Response);
  expect(Object.getPrototypeOf(request)).toBe(prototypes[0]);
  expect(Object.getPrototypeOf(response)).toBe(prototypes[1]);
});

test("keeps what Express knows of a message", () => {
  const app = express();
  const { IncomingMessage, ServerResponse } = expressMessages(app);
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  request.headers = { "content-type": "application/json" };
  expect((request as express.Request).get("Content-Type")).toBe("application/json");
  expect((request as express.Request).app).toBe(app);
  (response as express.Response).status(418);
  expect(response.statusCode).toBe(418);
});
