import { isHealthy } from "../../../server/health.ts";

export const dynamic = "force-dynamic";

/** Ready when the database answers. */
export async function GET(): Promise<Response> {
  const healthy = await isHealthy();
  return Response.json(
    { status: healthy ? "ok" : "unavailable" },
    { status: healthy ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
