import type { ServerResponse } from "node:http";
import { type ContentCapture, headersOf, pairs } from "./content-capture.ts";

/**
 * Notes what this one response says to its caller, however it is written. Own methods on the object, and not hooks in every place that writes:
 * responses whose contents nobody keeps pay nothing.
 */
export function tapResponse(res: ServerResponse, capture: ContentCapture): void {
  const leg = capture.leg("entrypoint", "response");
  if (leg === null) return;
  const { writeHead, write, end } = res;
  res.writeHead = function (this: ServerResponse, status: number, ...rest: unknown[]) {
    const headers = rest.find((argument) => typeof argument === "object");
    leg.status = status;
    leg.headers = [
      ...headersOf(res.getHeaders()),
      ...(Array.isArray(headers) ? pairs(headers) : headersOf(headers as Record<string, string>)),
    ];
    return Reflect.apply(writeHead, res, [status, ...rest]);
  } as typeof writeHead;
  const note = ([data, encoding]: readonly unknown[]) => {
    if (typeof data === "string") leg.body.add(Buffer.from(data, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    else if (data instanceof Uint8Array) leg.body.add(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  };
  res.write = ((...rest: unknown[]) => {
    note(rest);
    return Reflect.apply(write, res, rest);
  }) as typeof write;
  res.end = ((...rest: unknown[]) => {
    note(rest);
    return Reflect.apply(end, res, rest);
  }) as typeof end;
}
