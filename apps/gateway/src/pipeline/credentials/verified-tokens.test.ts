import { expect, test } from "vitest";
import { plansOf } from "../../testing/plans.ts";
import { VerifiedTokens } from "./verified-tokens.ts";

const [PLAN, OTHER] = ["plan-a", "plan-b"].map((id) => {
  const configuration = { resolverParameter: "https://issuer.test/jwks" };
  const [plan] = plansOf({ id, security: { type: "JWT", configuration } });
  if (plan?.security !== "JWT") throw new Error("no plan");
  return plan;
});

function tokens() {
  if (!PLAN || !OTHER) throw new Error("no plans");
  const clock = { ms: 1_000_000 };
  return { clock, kept: new VerifiedTokens(() => clock.ms), plan: PLAN, other: OTHER };
}

test("a verified token is known until it ends, and for a minute at most", () => {
  const { clock, kept, plan } = tokens();
  kept.keep(plan, "short", { exp: 1_010 });
  kept.keep(plan, "long", { exp: 9_999 });
  clock.ms = 1_009_999;
  expect(kept.get(plan, "short")).toEqual({ exp: 1_010 });
  clock.ms = 1_010_000;
  expect(kept.get(plan, "short")).toBeNull();
  clock.ms = 1_059_999;
  expect(kept.get(plan, "long")).not.toBeNull();
  clock.ms = 1_060_000;
  expect(kept.get(plan, "long")).toBeNull();
});

test("what one plan has verified is nothing to another", () => {
  const { kept, plan, other } = tokens();
  kept.keep(plan, "token", { exp: 9_999 });
  expect(kept.get(other, "token")).toBeNull();
});

test("the oldest of ten thousand makes room", () => {
  const { kept, plan } = tokens();
  for (let at = 0; at <= 10_000; at++) kept.keep(plan, `token-${at}`, { exp: 9_999 });
  expect(kept.get(plan, "token-0")).toBeNull();
  expect(kept.get(plan, "token-1")).not.toBeNull();
  expect(kept.get(plan, "token-10000")).not.toBeNull();
});
