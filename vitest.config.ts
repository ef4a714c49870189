import { defineConfig } from "vitest/config";

const sources = ["packages", "apps", "scripts", "prisma"];
const within = (pattern: string): string[] => sources.map((folder) => `${folder}/**/${pattern}`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: within("*.test.{ts,tsx}"),
          exclude: ["**/node_modules/**", "**/.next/**", "**/*.integration.test.ts"],
          // Pure tests take milliseconds; this much is for a machine that does three other things.
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: "integration",
          include: within("*.integration.test.ts"),
          exclude: ["**/node_modules/**", "**/.next/**"],
          // One Postgres for all files; each file makes a database of its own in it (`createDatabase` of @sluice/testkit/postgres).
          globalSetup: ["packages/testkit/src/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Each file may run a gateway and a database of its own: more at once make each other slow, and then flaky.
          maxWorkers: 2,
        },
      },
    ],
  },
});
