import type { Metadata } from "next";
import { SignInWaysPage } from "../../../../../features/settings/sign-in-ways/sign-in-ways-page.tsx";

export const metadata: Metadata = { title: "Sign-in" };

export default function Page() {
  return <SignInWaysPage />;
}
