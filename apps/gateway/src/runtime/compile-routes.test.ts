import { describe, expect, test } from "vitest";
import { compiled, definition, endpoint, group, whoServes } from "./testing/deployed.ts";

const POLICIES = ["PREFIXED_BOTH", "PREFIXED_ALIAS", "PREFIXED_MODEL", "NO_PREFIX"] as const;

function api(...groups: Parameters<typeof definition>[0]) {
  return compiled(definition(groups));
}

describe("the spellings of a model", () => {
  const bareAccepted = { PREFIXED_BOTH: [], PREFIXED_ALIAS: ["gpt"], PREFIXED_MODEL: ["fast"], NO_PREFIX: ["gpt", "fast"] };

  test.each(POLICIES)("under %s, prefixed ones always go, bare ones as it says", (policy) => {
    const served = api(group("Main", [endpoint("one", { models: ["gpt = fast"], governance: { prefixPolicy: { policy } } })]));
    for (const spelling of ["Main:gpt", "one:gpt", "Main:fast", "one:fast"]) expect(whoServes(served, spelling)).toEqual(["one/gpt"]);
    for (const spelling of ["gpt", "fast"]) {
      expect(whoServes(served, spelling)).toEqual((bareAccepted[policy] as string[]).includes(spelling) ? ["one/gpt"] : null);
    }
  });

  test.each(["", "Main", "Main:", ":gpt", "other:gpt", "main:gpt", "GPT", "Main:Main:gpt", " gpt", "constructor", "__proto__"])(
    "%j is nobody's",
    (asked) => {
      expect(whoServes(api(group("Main", [endpoint("one", { models: ["gpt = fast"] })])), asked)).toBeNull();
    },
  );

  test("the upstream gets the bare name of the model, not the alias", () => {
    expect(whoServes(api(group("Main", [endpoint("one", { models: ["provider/gpt-5:latest = fast"] })])), "Main:fast")).toEqual([
      "one/provider/gpt-5:latest",
    ]);
  });

  test("a name with a colon goes bare, and with a prefix", () => {
    const served = api(group("Ollama", [endpoint("local", { models: ["llama3:8b"] })]));
    for (const spelling of ["llama3:8b", "Ollama:llama3:8b", "local:llama3:8b"])
      expect(whoServes(served, spelling)).toEqual(["local/llama3:8b"]);
  });

  test("a prefixed spelling wins over a bare name that looks like it", () => {
    const served = api(
      group("Ollama", [endpoint("local", { models: ["llama3:8b"] })]),
      group("llama3", [endpoint("cloud", { models: ["8b"] })]),
    );
    expect(whoServes(served, "llama3:8b")).toEqual(["cloud/8b"]);
    expect(whoServes(served, "Ollama:llama3:8b")).toEqual(["local/llama3:8b"]);
  });

  test("an endpoint may be named like its group of one", () => {
    expect(whoServes(api(group("Main", [endpoint("Main", { models: ["gpt"] })])), "Main:gpt")).toEqual(["Main/gpt"]);
  });
});

describe("only aliases", () => {
  const served = api(group("Main", [endpoint("one", { models: ["gpt-5 = fast", "gpt-4 = gpt-5"], governance: { aliasOnly: true } })]));

  test("real names are hidden from callers and from the list", () => {
    expect(whoServes(served, "Main:gpt-4")).toBeNull();
    expect(whoServes(served, "gpt-4")).toBeNull();
    expect(served.models.map(({ id }) => id)).toEqual(["Main:fast", "Main:gpt-5"]);
  });

  test("an alias may be another model's hidden name", () => {
    expect(whoServes(served, "Main:gpt-5")).toEqual(["one/gpt-4"]);
  });
});

describe("several endpoints of one group", () => {
  test("share a model as the load balancer says", () => {
    const served = api(group("Main", [endpoint("a", { models: ["gpt"] }), endpoint("b", { models: ["gpt", "other"] })]));
    expect([1, 2, 3].map(() => whoServes(served, "Main:gpt"))).toEqual([
      ["a/gpt", "b/gpt"],
      ["b/gpt", "a/gpt"],
      ["a/gpt", "b/gpt"],
    ]);
    expect(whoServes(served, "Main:other")).toEqual(["b/other"]);
  });

  test("share an alias of the same model as the load balancer says", () => {
    const served = api(group("Main", [endpoint("a", { models: ["gpt = fast"] }), endpoint("b", { models: ["gpt = fast"] })]));
    expect([whoServes(served, "fast"), whoServes(served, "fast")]).toEqual([
      ["a/gpt", "b/gpt"],
      ["b/gpt", "a/gpt"],
    ]);
  });

  test("an alias of different models is served by the first declared, the others stand in", () => {
    const served = api(group("Main", [endpoint("a", { models: ["gpt = fast"] }), endpoint("b", { models: ["gemini = fast"] })]));
    for (let call = 0; call < 3; call++) expect(whoServes(served, "Main:fast")).toEqual(["a/gpt", "b/gemini"]);
  });

  test("the name before the colon may be one endpoint, which then serves alone", () => {
    const served = api(group("Main", [endpoint("a", { models: ["gpt = fast"] }), endpoint("b", { models: ["gpt = fast"] })]));
    for (let call = 0; call < 3; call++) expect(whoServes(served, "b:gpt")).toEqual(["b/gpt"]);
  });

  test("an endpoint named with a shared alias is asked first, and the others stand in", () => {
    const served = api(group("Main", [endpoint("a", { models: ["gpt = fast"] }), endpoint("b", { models: ["gemini = fast"] })]));
    expect(whoServes(served, "b:fast")).toEqual(["b/gemini", "a/gpt"]);
  });

  test("secondaries come after all others, also where they are declared first", () => {
    const served = api(
      group("Main", [
        endpoint("spare", { models: ["gpt = fast"], secondary: true }),
        endpoint("a", { models: ["gpt"] }),
        endpoint("b", { models: ["gpt"] }),
      ]),
    );
    expect([whoServes(served, "gpt"), whoServes(served, "gpt")]).toEqual([
      ["a/gpt", "b/gpt", "spare/gpt"],
      ["b/gpt", "a/gpt", "spare/gpt"],
    ]);
    expect(whoServes(served, "fast")).toEqual(["spare/gpt"]);
  });

  test("in one endpoint a model's own name wins over an alias of another model", () => {
    const served = api(group("Main", [endpoint("a", { models: ["old = new", "new"] })]));
    expect(whoServes(served, "Main:new")).toEqual(["a/new"]);
  });

  test("a bare name goes to all of the group that serve it, as soon as one of them allows it", () => {
    const strict = { prefixPolicy: { policy: "PREFIXED_BOTH" } } as const;
    const served = api(group("Main", [endpoint("a", { models: ["gpt"], governance: strict }), endpoint("b", { models: ["gpt"] })]));
    expect(whoServes(served, "gpt")).toEqual(["a/gpt", "b/gpt"]);
  });
});

describe("several groups", () => {
  const two = (policy: (typeof POLICIES)[number]) =>
    api(
      group("First", [endpoint("a", { models: ["gpt = fast"], governance: { prefixPolicy: { policy } } })]),
      group("Second", [endpoint("b", { models: ["gpt = fast", "own"] })]),
    );

  test("a bare model of both means the first declared, and never turns to the second", () => {
    for (let call = 0; call < 3; call++) expect(whoServes(two("NO_PREFIX"), "gpt")).toEqual(["a/gpt"]);
  });

  test("a bare model that the first wants prefixed means the second", () => {
    expect(whoServes(two("PREFIXED_BOTH"), "gpt")).toEqual(["b/gpt"]);
  });

  test("a shared alias is served by the first declared and fails over to the second", () => {
    expect(whoServes(two("NO_PREFIX"), "fast")).toEqual(["a/gpt", "b/gpt"]);
    expect(whoServes(two("NO_PREFIX"), "First:fast")).toEqual(["a/gpt", "b/gpt"]);
  });

  test("a shared alias asked of the second begins there", () => {
    expect(whoServes(two("NO_PREFIX"), "Second:fast")).toEqual(["b/gpt", "a/gpt"]);
    expect(whoServes(two("NO_PREFIX"), "b:fast")).toEqual(["b/gpt", "a/gpt"]);
    expect(whoServes(two("PREFIXED_BOTH"), "fast")).toEqual(["b/gpt", "a/gpt"]);
  });

  test("a model that only has the alias's name does not stand in for it", () => {
    const served = api(group("First", [endpoint("a", { models: ["gpt = fast"] })]), group("Second", [endpoint("b", { models: ["fast"] })]));
    expect(whoServes(served, "First:fast")).toEqual(["a/gpt"]);
    expect(whoServes(served, "Second:fast")).toEqual(["b/fast"]);
  });

  test("stand-ins come in declaration order, each group's secondaries last", () => {
    const served = api(
      group("First", [endpoint("a", { models: ["m1 = fast"] })]),
      group("Second", [endpoint("b", { models: ["m2 = fast"], secondary: true }), endpoint("c", { models: ["m3 = fast"] })]),
      group("Third", [endpoint("d", { models: ["m4 = fast"] })]),
    );
    expect(whoServes(served, "fast")).toEqual(["a/m1", "c/m3", "b/m2", "d/m4"]);
  });
});

describe("unregistered models", () => {
  const open = (modelPattern: string, rest: object = {}) =>
    endpoint("a", { models: ["gpt-5 = fast"], governance: { modelPattern, ...rest } });

  test("are taken when the pattern fits, under every prefix and bare", () => {
    const served = api(group("Main", [open("gpt*")]));
    for (const spelling of ["gpt-4o", "Main:gpt-4o", "a:gpt-4o"]) expect(whoServes(served, spelling)).toEqual(["a/gpt-4o"]);
    expect(whoServes(served, "claude")).toBeNull();
    expect(whoServes(served, "Main:claude")).toBeNull();
    expect(whoServes(served, "Main:")).toBeNull();
  });

  test.each(["PREFIXED_BOTH", "PREFIXED_MODEL"] as const)("need their prefix under %s", (policy) => {
    const served = api(group("Main", [open("*", { prefixPolicy: { policy } })]));
    expect(whoServes(served, "gpt-4o")).toBeNull();
    expect(whoServes(served, "Main:gpt-4o")).toEqual(["a/gpt-4o"]);
  });

  test("what is registered is the exact route's, before any pattern", () => {
    const served = api(
      group("Wide", [endpoint("wide", { governance: { modelPattern: "*" } })]),
      group("Main", [endpoint("a", { models: ["gpt-5"] })]),
    );
    expect(whoServes(served, "gpt-5")).toEqual(["a/gpt-5"]);
  });

  test("a pattern is no way around a hidden name or a prefix", () => {
    const hidden = api(group("Main", [open("*", { aliasOnly: true })]));
    expect(whoServes(hidden, "gpt-5")).toBeNull();
    expect(whoServes(hidden, "Main:gpt-5")).toBeNull();
    const prefixed = api(group("Main", [open("*", { prefixPolicy: { policy: "PREFIXED_ALIAS" } })]));
    expect(whoServes(prefixed, "fast")).toBeNull();
  });

  test("another provider's prefix is not taken for a part of the name", () => {
    const served = api(
      group("Wide", [endpoint("wide", { governance: { modelPattern: "*" } })]),
      group("Main", [endpoint("a", { models: ["gpt-5"] })]),
    );
    expect(whoServes(served, "Main:unknown")).toBeNull();
    expect(whoServes(served, "a:unknown")).toBeNull();
    expect(whoServes(served, "llama3:8b")).toEqual(["wide/llama3:8b"]);
  });

  test("are offered in declaration order", () => {
    const governance = { modelPattern: "*" };
    const served = api(group("One", [endpoint("a", { governance })]), group("Two", [endpoint("b", { governance })]));
    expect(whoServes(served, "anything")).toEqual(["a/anything", "b/anything"]);
  });
});

test("every listed id is accepted, is listed once, and leads to its own group first", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const served = api(...randomGroups(seed));
    const ids = served.models.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      const [first] = served.routes.get(id)?.pick() ?? [];
      expect(`${first?.group}:`).toBe(id.slice(0, id.indexOf(":") + 1));
    }
  }
});

test("no pick ever names a target twice or none", () => {
  for (let seed = 1; seed <= 200; seed++) {
    for (const [spelling, route] of api(...randomGroups(seed)).routes) {
      for (let call = 0; call < 3; call++) {
        const picked = route.pick();
        expect(picked.length, spelling).toBeGreaterThan(0);
        expect(new Set(picked).size, spelling).toBe(picked.length);
      }
    }
  }
});

/** Small alphabets, so that names collide in every way that they can. The same seed makes the same groups. */
function randomGroups(seed: number): Parameters<typeof definition>[0] {
  let state = seed;
  const below = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  const some = (names: readonly string[]) => names.filter(() => below(2) === 0);
  const balancers = ["ROUND_ROBIN", "RANDOM", "WEIGHTED_ROUND_ROBIN", "WEIGHTED_RANDOM"] as const;
  return Array.from({ length: 1 + below(3) }, (_, at) =>
    group(
      `g${at}`,
      Array.from({ length: 1 + below(3) }, (__, index) => {
        const names = some(["x", "y", "z:1", "w"]);
        const models = (names.length > 0 ? names : ["x"]).map((name) => `${name} = ${["p", ...some(["q", "x", "y"])].join(", ")}`);
        const governance = { aliasOnly: below(3) === 0, prefixPolicy: { policy: POLICIES[below(4)] ?? "NO_PREFIX" } };
        return endpoint(`e${at}${index}`, { models, governance, secondary: below(3) === 0, weight: 1 + below(5) });
      }),
      { loadBalancer: { type: balancers[below(4)] ?? "ROUND_ROBIN" } },
    ),
  );
}
