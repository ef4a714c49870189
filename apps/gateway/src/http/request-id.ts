import { randomBytes } from "node:crypto";

/** 96 random bits a process, then a counter: as unique as a UUID, for the price of one addition a request. */
const prefix = `req_${randomBytes(12).toString("hex")}_`;
let count = 0;

/** An id for `x-request-id`, unique among all gateways. Clients' own ids are not used: two could be the same. */
export function nextRequestId(): string {
  return prefix + (++count).toString(36);
}
