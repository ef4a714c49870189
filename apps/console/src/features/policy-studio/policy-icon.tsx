import {
  Blocks,
  CircleDollarSign,
  DatabaseZap,
  Gauge,
  Heading,
  type LucideIcon,
  MessageSquarePlus,
  Network,
  ScanText,
  ShieldCheck,
  SlidersHorizontal,
  Tag,
} from "lucide-react";

/** By what an id holds, so that the next limit or cache has one. The first that fits is taken. */
const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/cost/, CircleDollarSign],
  [/limit|quota/, Gauge],
  [/guard/, ShieldCheck],
  [/pii/, ScanText],
  [/cache|caching/, DatabaseZap],
  [/prompt/, MessageSquarePlus],
  [/header/, Heading],
  [/^ip-/, Network],
  [/attribute/, Tag],
  [/parameter/, SlidersHorizontal],
];

export function PolicyIcon({ policy }: { readonly policy: string }) {
  const [, Icon = Blocks] = ICONS.find(([pattern]) => pattern.test(policy)) ?? [];
  return <Icon aria-hidden className="text-muted" />;
}
