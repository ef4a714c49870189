import { Prisma } from "./generated/client.ts";

/** A value for a JSON column. What Prisma's type cannot see is that JSON.stringify drops what is undefined. */
export function toJson(value: unknown): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}

/** The same for a column that may be empty. */
export function toNullableJson(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === undefined || value === null ? Prisma.DbNull : toJson(value);
}
