import { paginationSchema } from "@sluice/definition/resources";
import { z } from "zod";

/** A call of the management API. */
export interface Operation {
  readonly method: "get" | "post" | "put" | "delete";
  /** Under `/api/v1`, as OpenAPI writes it: `/apis/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly request?: z.ZodType;
  readonly query?: z.ZodObject;
  /** Left out: 204. */
  readonly response?: z.ZodType;
  readonly status?: 201;
  /** What a call that changes nothing gets, with 200: where an option says so. */
  readonly dryResponse?: z.ZodType;
  /** Answers with a file of this type in place of JSON. */
  readonly media?: "text/csv";
  /** Takes neither token nor session: what the caller sends lets them in. */
  readonly open?: true;
}

export function pageOf(item: z.ZodType): z.ZodType {
  return z.object({ data: z.array(item), pagination: paginationSchema });
}
