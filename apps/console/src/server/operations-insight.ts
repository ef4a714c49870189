import {
  reconciliationDetailSchema,
  reconciliationInputSchema,
  reconciliationQuerySchema,
  reconciliationSchema,
} from "@sluice/definition/reconciliations";
import { pageQuerySchema as page } from "@sluice/definition/resources";
import { savedViewInputSchema, savedViewSchema } from "@sluice/definition/saved-views";
import { whatIfInputSchema, whatIfSchema } from "@sluice/definition/what-if";
import { z } from "zod";
import { type Operation, pageOf } from "./operation.ts";

/** What is made of usage beside reading it. */
export const INSIGHT_OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/analytics/_what-if",
    summary: "What the same traffic would have cost at other prices or as other models",
    request: whatIfInputSchema,
    response: whatIfSchema,
  },
  {
    method: "get",
    path: "/reconciliations",
    summary: "Providers' bills that were imported, the newest first",
    query: page,
    response: pageOf(reconciliationSchema),
  },
  {
    method: "post",
    path: "/reconciliations",
    summary: "Import a provider's export of usage or costs: CSV or JSON of OpenAI, Anthropic, AWS or Google, as the body",
    query: reconciliationInputSchema,
    request: z.unknown(),
    response: reconciliationSchema,
    status: 201,
  },
  {
    method: "get",
    path: "/reconciliations/{id}",
    summary: "A bill against the ledger, model by model and day by day",
    query: reconciliationQuerySchema,
    response: reconciliationDetailSchema,
  },
  { method: "delete", path: "/reconciliations/{id}", summary: "Delete an imported bill" },
  {
    method: "get",
    path: "/saved-views",
    summary: "Named filters of Analytics and Logs: your own and shared ones",
    query: page,
    response: pageOf(savedViewSchema),
  },
  {
    method: "post",
    path: "/saved-views",
    summary: "Keep filters under a name",
    request: savedViewInputSchema,
    response: savedViewSchema,
    status: 201,
  },
  {
    method: "put",
    path: "/saved-views/{id}",
    summary: "Change, share or take back a view",
    request: savedViewInputSchema,
    response: savedViewSchema,
  },
  { method: "delete", path: "/saved-views/{id}", summary: "Delete a view" },
];
