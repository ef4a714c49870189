import { fieldsOf, type Json, type JsonObject } from "@sluice/definition/json";
import { Prisma } from "./generated/client.ts";

/** A value for a JSON column. What Prisma's type cannot see is that JSON.stringify drops what is undefined. */
export function toJson(value: unknown): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}

/** The same for a column that may be empty. */
export function toNullableJson(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === undefined || value === null ? Prisma.DbNull : toJson(value);
}

/** What a JSON column gives back. */
export function fromJson(value: Prisma.JsonValue): Json {
  return value as Json;
}

/** The same for a column that holds objects only, because nothing else is written to it. */
export function fromJsonObject(value: Prisma.JsonValue): JsonObject {
  return fieldsOf(value) as JsonObject;
}
