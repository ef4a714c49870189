import type { ManagementContext } from "../context.ts";

export interface SignInOffer {
  readonly id: string;
  readonly name: string;
}

/** What the sign-in page offers beside the password: for everybody to see, so names and nothing else. */
export async function listSignInOffers({ db }: Pick<ManagementContext, "db">): Promise<readonly SignInOffer[]> {
  return db.oidcProvider.findMany({
    where: { enabled: true },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}
