// The table of docs/architecture.md, executable. Each rule says who may enter a room; there is no list of exceptions, and no baseline.

const room = (name) => `^(packages|apps)/${name}/`;

/** A room may import itself, the rooms named, and npm packages. */
function mayImportOnly(name, allowed, comment) {
  const open = [name, ...allowed].join("|");
  return {
    name: `${name}-imports-only-its-neighbours`,
    comment,
    severity: "error",
    from: { path: room(name), pathNot: ["\\.(test|spec)\\.tsx?$", "/testing/"] },
    to: { path: "^(packages|apps|scripts|e2e|prisma)/", pathNot: `^(packages|apps)/(${open})/` },
  };
}

function forbid(name, comment, way) {
  return { name, comment, severity: "error", from: {}, ...way };
}

const gateway = (folders) => `^apps/gateway/src/(${folders})/`;
const TESTS = "\\.(test|spec)\\.tsx?$";

/** Inside the gateway, calls go one way: main → app → routes → pipeline → {runtime, upstream, metering}. */
const insideTheGateway = [
  forbid("gateway-core-knows-no-express", "A request's life must be testable without a web framework; Express stays in routes and app.", {
    from: { path: gateway("pipeline|runtime|metering|upstream"), pathNot: TESTS },
    to: { path: "(^|/)node_modules/(@types/)?express/" },
  }),
  forbid("gateway-pipeline-is-below-routes", "Routes call the pipeline, never the other way round.", {
    from: { path: gateway("pipeline|runtime|upstream|metering"), pathNot: TESTS },
    to: { path: "^apps/gateway/src/(routes/|app\\.ts$|main\\.ts$)" },
  }),
  forbid("gateway-runtime-upstream-metering-are-leaves", "What the pipeline uses must not know the pipeline.", {
    from: { path: gateway("runtime|upstream|metering"), pathNot: TESTS },
    to: { path: gateway("pipeline") },
  }),
  forbid(
    "gateway-leaves-do-not-mix",
    "Compiling, calling and counting are separate concerns; they share the compiled shapes and nothing else.",
    {
      from: { path: gateway("runtime|upstream|metering"), pathNot: TESTS },
      to: {
        path: gateway("runtime|upstream|metering"),
        pathNot: ["^apps/gateway/src/$1/", "^apps/gateway/src/runtime/(compiled-api|snapshot)\\.ts$"],
      },
    },
  ),
  forbid(
    "gateway-routes-go-through-the-pipeline",
    "A route that calls upstream or writes usage by itself would skip authentication or settle twice. What is passed through as it is obeys the same rules on headers, though.",
    {
      from: { path: gateway("routes"), pathNot: TESTS },
      to: { path: gateway("upstream|metering"), pathNot: "^apps/gateway/src/upstream/headers\\.ts$" },
    },
  ),
];

/** Inside the console: app → features → {components, lib}; server/ is the only way to the verbs. */
const insideTheConsole = [
  forbid(
    "console-features-do-not-mix",
    "A feature can be deleted without breaking a stranger; what two share belongs in components or lib.",
    {
      from: { path: "^apps/console/src/features/([^/]+)/", pathNot: TESTS },
      to: { path: "^apps/console/src/features/", pathNot: "^apps/console/src/features/$1/" },
    },
  ),
  forbid(
    "console-browser-code-stays-out-of-management",
    "The browser's side talks HTTP; a verb imported there would drag the database into the bundle.",
    {
      from: { path: "^apps/console/src/(features|components|lib)/", pathNot: TESTS },
      to: { path: ["^packages/management/", "^apps/console/src/server/"] },
    },
  ),
  forbid("console-components-are-below-features", "Components and lib know nothing of the features built from them.", {
    from: { path: "^apps/console/src/(components|lib)/", pathNot: TESTS },
    to: { path: "^apps/console/src/(features|app)/" },
  }),
  forbid("console-primitives-know-no-domain", "A button knows nothing of APIs or tokens.", {
    from: { path: "^apps/console/src/components/ui/", pathNot: TESTS },
    to: { path: "^packages/" },
  }),
  forbid("console-features-are-below-app", "Pages are thin and come last.", {
    from: { path: "^apps/console/src/(features|server)/", pathNot: TESTS },
    to: { path: "^apps/console/src/app/" },
  }),
];

module.exports = {
  forbidden: [
    forbid("no-cycles", "Two files that need each other are one file, or want a third.", { to: { circular: true } }),
    forbid("no-missing-files", "An import that leads nowhere.", { to: { couldNotResolve: true, pathNot: "/generated/" } }),
    forbid("no-undeclared-packages", "What a room imports stands in its own package.json.", {
      from: { path: "^(packages|apps)/", pathNot: TESTS },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"], pathNot: "^(packages|apps)/" },
    }),
    forbid("tests-are-imported-by-nobody", "A test is an end, not a means.", {
      from: { pathNot: [TESTS, "^e2e/"] },
      to: { path: [TESTS, "^e2e/"] },
    }),
    forbid("testkit-is-for-tests", "What starts databases and gateways for tests must not ship.", {
      from: { path: "^(packages|apps|scripts|prisma)/", pathNot: [TESTS, "^packages/testkit/", "^scripts/bench/", "/testing/"] },
      to: { path: "^packages/testkit/" },
    }),
    mayImportOnly("wire", [], "The runtime vocabulary depends on nothing, so that everything may depend on it."),
    forbid("wire-has-no-packages", "Wire is plain TypeScript.", {
      from: { path: room("wire"), pathNot: TESTS },
      to: { path: "(^|/)node_modules/" },
    }),
    mayImportOnly("definition", [], "The configuration vocabulary runs in browsers and in every process."),
    forbid("definition-has-zod-only", "Zod, and nothing that a browser has to download for nothing.", {
      from: { path: room("definition"), pathNot: TESTS },
      to: { path: "(^|/)node_modules/", pathNot: "(^|/)node_modules/zod/" },
    }),
    forbid("pure-rooms-do-no-io", "Pure rooms: no files, no network, no environment.", {
      from: { path: "^packages/(definition|wire|providers|expression|pricing)/", pathNot: TESTS },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?(crypto|buffer|zlib)$" },
    }),
    mayImportOnly("expression", [], "A language knows what it can read by an interface of its own; the gateway fits its calls to that."),
    mayImportOnly("providers", ["wire", "definition"], "Providers translate; they do not fetch, store or decide."),
    mayImportOnly("pricing", ["wire", "definition"], "What a call costs is worked out alike when it is made and when it is priced anew."),
    mayImportOnly("db", ["definition"], "The database knows the configuration's words and nothing above."),
    mayImportOnly(
      "management",
      ["db", "definition", "expression", "pricing"],
      "Verbs on the configuration; the gateway's runtime is no business of theirs.",
    ),
    mayImportOnly(
      "simulator",
      ["wire", "definition"],
      "A stand-in for strangers must not share the gateway's code, or both would be wrong alike.",
    ),
    mayImportOnly(
      "policies",
      ["wire", "definition", "expression"],
      "A policy that asks which provider it is lacks a field in its context.",
    ),
    mayImportOnly(
      "gateway",
      ["wire", "definition", "expression", "policies", "pricing", "providers", "db"],
      "Gateway and console never meet: they share rows.",
    ),
    mayImportOnly("console", ["definition", "management"], "The console speaks through management; never to db, providers or the gateway."),
    ...insideTheGateway,
    ...insideTheConsole,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["/generated/", "/\\.next/", "/next-env\\.d\\.ts$"] },
    tsPreCompilationDeps: true,
    // The console's own, because it alone has an alias to resolve: `@/…` is apps/console/src.
    tsConfig: { fileName: "apps/console/tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json"],
    },
  },
};
