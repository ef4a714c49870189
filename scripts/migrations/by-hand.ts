/** Below this line of a migration stands what a Prisma schema cannot say; writing a migration anew keeps it. */
export const BY_HAND = "-- By hand";

export function splitByHand(sql: string): { readonly authored: string; readonly byHand: string } {
  const [authored = "", ...rest] = sql.split(`${BY_HAND}\n`);
  return { authored, byHand: rest.join(`${BY_HAND}\n`) };
}
