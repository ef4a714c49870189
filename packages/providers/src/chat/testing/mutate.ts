const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  "",
  " ",
  "x".repeat(10_000),
  [],
  {},
  [null],
  { type: "text" },
  "\ud800",
  "__proto__",
  [[[[]]]],
  "data:,",
];

/** A copy of some JSON with one to three places changed: another type, a missing member, a member twice. */
export function mutate(value: unknown, random: () => number): unknown {
  const copy: unknown = structuredClone(value);
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) change(copy, random);
  return random() < 0.01 ? odd(random) : copy;
}

/** A copy, so that changing it later changes no other. */
function odd(random: () => number): unknown {
  return structuredClone(ODD[Math.floor(random() * ODD.length)]);
}

function change(root: unknown, random: () => number): void {
  let at = root;
  for (;;) {
    if (typeof at !== "object" || at === null) return;
    const keys = Object.keys(at);
    const key = keys[Math.floor(random() * keys.length)];
    if (key === undefined) return;
    const holder = at as Record<string, unknown>;
    const child = holder[key];
    if (typeof child === "object" && child !== null && random() < 0.8) {
      at = child;
      continue;
    }
    if (random() < 0.3 && !Array.isArray(at)) delete holder[key];
    else if (random() < 0.2 && Array.isArray(at)) at.push(structuredClone(child));
    else holder[key] = odd(random);
    return;
  }
}
