import { listSignInOffers } from "@sluice/management/oidc/list-sign-in-offers";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInPage } from "../../features/sign-in/sign-in-page.tsx";
import { safeNext } from "../../lib/auth-api.ts";
import { serverRuntime } from "../../server/runtime.ts";
import { currentUser } from "../../server/session.ts";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const { next: asked, problem } = await searchParams;
  const next = safeNext(asked);
  if (await currentUser()) redirect(next);
  return <SignInPage next={next} problem={problem} offers={await listSignInOffers(await serverRuntime())} />;
}
