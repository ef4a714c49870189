import type { z } from "zod";

/** Any JSON value, as zod's `z.json()` gives it. */
export type Json = z.output<ReturnType<typeof z.json>>;
export type JsonObject = { [key: string]: Json };
