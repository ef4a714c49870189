"use client";

import { toast } from "sonner";
import { signOut } from "../../lib/auth-api.ts";

/** Ends the session and loads the sign-in page anew, so that nothing of the account stays in memory. */
export function useSignOut(): () => void {
  return () => {
    signOut().then(
      () => window.location.assign("/sign-in"),
      () => toast.error("You are still signed in: the console does not answer. Try again."),
    );
  };
}
