import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function start(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [new URL("main.ts", import.meta.url).pathname], { env: { ...process.env, ...env } });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess, from: "stdout" | "stderr" = "stdout"): Promise<string> {
  const stream = child[from];
  if (!stream) throw new Error("the child has no output");
  const [data] = await once(stream, "data");
  return String(data).trim();
}

test("prints where it is ready, and lets a stream end before it stops", async () => {
  const child = start({ SIMULATOR_PORT: "0" });
  const url = /^Provider simulator ready on (http:\/\/127\.0\.0\.1:\d+)\/v1$/.exec(await firstLine(child))?.[1];
  const body = JSON.stringify({ model: "sim-chunks-10-40", stream: true, messages: [{ role: "user", content: "Hi" }] });
  const response = await fetch(`${url}/v1/chat/completions`, { method: "POST", body });
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await response.text()).toContain("[DONE]");
  const beganMs = performance.now();
  const [code] = await ended;
  expect(code).toBe(0);
  // Well before the grace of three seconds is over: a kept-alive connection does not hold up the exit.
  expect(performance.now() - beganMs).toBeLessThan(1500);
});

test("says which port is taken, and which variable changes it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const child = start({ SIMULATOR_PORT: String(port) });
  expect(await firstLine(child, "stderr")).toContain(`Port ${port} is taken`);
  const [code] = await once(child, "exit");
  expect(code).toBe(1);
  server.close();
});
