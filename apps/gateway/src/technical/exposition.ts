/** One metric in Prometheus's text format. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly samples: Iterable<Sample>;
}

export interface Sample {
  /** After the family's name: `_bucket`, `_sum`; nothing where it is left out. */
  readonly suffix?: string;
  readonly labels: Labels;
  readonly value: number;
}

export type Labels = Readonly<Record<string, string>>;

/** Families as a scrape reads them. One without a sample is told all the same: what has not happened yet is no missing metric. */
export function writeExposition(families: readonly Family[]): string {
  return families.map(writeFamily).join("\n");
}

function writeFamily({ name, help, type, samples }: Family): string {
  let text = `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
  for (const { suffix = "", labels, value } of samples) text += `${name}${suffix}${writeLabels(labels)} ${value}\n`;
  return text;
}

function writeLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
