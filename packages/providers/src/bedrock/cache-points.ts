import type { CacheMarker } from "../chat/chat-request.ts";
import type { Block, ConverseBody } from "./converse-body.ts";
import type { BedrockFeatures } from "./model-features.ts";

const MOST_CACHE_POINTS = 4;

/** A marker is a block of its own behind what it marks; none for models that would refuse it. */
export function cachePoint(marker: CacheMarker | null, { cachePoints, longCache }: BedrockFeatures): Block[] {
  if (marker === null || !cachePoints) return [];
  return [{ cachePoint: { type: "default", ...(marker.ttl === "1h" && longCache && { ttl: "1h" }) } }];
}

/** The first one (tools and system, shared by many conversations) and the last ones (this conversation so far) stay. */
export function limitCachePoints(body: ConverseBody): string[] {
  const lists = [body.toolConfig?.tools, body.system, ...body.messages.map(({ content }) => content)].filter((list) => list !== undefined);
  const points = lists.flat().filter((block) => Object.hasOwn(block, "cachePoint"));
  const surplus = new Set(points.slice(1, Math.max(1, points.length - MOST_CACHE_POINTS + 1)));
  if (surplus.size === 0) return [];
  for (const list of lists) list.splice(0, list.length, ...list.filter((block) => !surplus.has(block)));
  return [`cache_control: ${surplus.size} markers were left out, because the provider takes ${MOST_CACHE_POINTS}`];
}
