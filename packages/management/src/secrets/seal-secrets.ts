import type { SecretBox } from "@sluice/db/secret-box";
import { same } from "@sluice/definition/changes/report";
import type { FieldProblems } from "@sluice/definition/problems";
import { maskSecret } from "@sluice/definition/sealed";
import { isMask, mapSecrets, type SecretPlace } from "@sluice/definition/secrets";

interface Stored {
  readonly sealed: string;
  readonly place: SecretPlace;
}

/**
 * A definition as it may be stored: new secrets sealed, masks replaced by what they stand for in `stored` (what was kept before, newest
 * first). A mask with nothing behind it is a problem of its field, and becomes empty.
 */
export function sealSecrets<T>(
  definition: T,
  secretBox: Pick<SecretBox, "seal">,
  stored: readonly unknown[],
): { readonly definition: T; readonly problems: FieldProblems } {
  const kept = stored.map(secretsOf);
  const problems: Record<string, string> = {};
  const sealed = mapSecrets(definition, (value, place) => {
    if (!isMask(value)) return secretBox.seal(value);
    for (const secrets of kept) {
      const found = behindMask(value, place, secrets);
      if (found !== null) return found;
    }
    problems[place.path] = "This is a mask, and no secret is stored behind it. Enter the secret again.";
    return "";
  });
  return { definition: sealed, problems };
}

function secretsOf(definition: unknown): Stored[] {
  const found: Stored[] = [];
  mapSecrets(definition, (sealed, place) => {
    found.push({ sealed, place });
    return sealed;
  });
  return found;
}

/**
 * What a mask stands for. Providers are renamed and moved with their masks in place, so the last four characters count most, then the
 * names, then the position; alike only in its last four, a secret must be the only one.
 */
function behindMask(mask: string, place: SecretPlace, stored: readonly Stored[]): string | null {
  const scored = stored
    .filter((secret) => secret.place.kind === place.kind && secret.place.field === place.field)
    .map((secret) => ({ sealed: secret.sealed, ...likeness(mask, place, secret) }))
    .filter(({ sameMask, sameNames }) => sameMask || sameNames)
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best) return null;
  const onlyByMask = best.score === MASK_WEIGHT && second?.score === MASK_WEIGHT;
  return onlyByMask ? null : best.sealed;
}

const MASK_WEIGHT = 4;
const NAMES_WEIGHT = 2;

function likeness(mask: string, place: SecretPlace, { sealed, place: other }: Stored) {
  const sameMask = maskSecret(sealed) === mask;
  const sameNames = same(other.names, place.names);
  const samePath = other.path === place.path;
  return { sameMask, sameNames, score: (sameMask ? MASK_WEIGHT : 0) + (sameNames ? NAMES_WEIGHT : 0) + (samePath ? 1 : 0) };
}
