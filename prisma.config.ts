import { defineConfig } from "prisma/config";

// The address is needed by `prisma migrate` alone, on machines that can download Prisma's engine;
// `npm start` applies migrations by scripts/migrate.ts.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  ...(process.env["DATABASE_URL"] ? { datasource: { url: process.env["DATABASE_URL"] } } : {}),
});
