import { addKey, revokeKey } from "../../lib/subscriptions-api.ts";
import type { Credential, Playground } from "./playground-store.ts";

/** Long enough to try something, short enough to be forgotten. */
const KEY_LIVES_MS = 60 * 60 * 1000;

/** Makes a key for a while for one of the person's own subscriptions, and calls with it. Throws ApiError. */
export async function callAsApplication(
  playground: Playground,
  { id, applicationName }: { readonly id: string; readonly applicationName: string },
): Promise<void> {
  const expiresAt = new Date(Date.now() + KEY_LIVES_MS).toISOString();
  const { id: keyId, key } = await addKey(id, { name: "Playground", expiresAt });
  change(playground, { secret: key, made: { keyId, application: applicationName, expiresAt } });
  window.addEventListener("pagehide", () => letGo(playground), { once: true });
}

/** Calls with what the person typed. */
export function callWith(playground: Playground, secret: string): void {
  change(playground, { secret, made: null });
}

/** Calls with nothing from now on. A key that was made here ends with it. */
export function letGo(playground: Playground): void {
  if (playground.state.credential) change(playground, null);
}

function change(playground: Playground, credential: Credential | null): void {
  const { credential: former, caller } = playground.state;
  playground.change({ credential, caller: caller + 1 });
  // Where the console does not answer, its hour ends it.
  if (former?.made) revokeKey(former.made.keyId, { keepalive: true }).catch(() => {});
}
