import type { Metadata } from "next";
import { SignInPage } from "../../features/sign-in/sign-in-page.tsx";
import { safeNext } from "../../lib/auth-api.ts";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const { next } = await searchParams;
  return <SignInPage next={safeNext(next)} />;
}
