interface Scraped {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A scrape's samples. Throws at a line that is none, and at one that comes twice: Prometheus refuses the whole scrape then. */
export function readScrape(text: string) {
  const all: Scraped[] = [];
  const seen = new Set<string>();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("# HELP ") || line.startsWith("# TYPE ")) continue;
    const [, name = "", inside = "", value = ""] = /^([a-z_]\w*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === "" || (Number.isNaN(Number(value)) && value !== "Nan")) throw new Error(`No sample: ${line}`);
    const labels = Object.fromEntries([...inside.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map((match) => [match[1], match[2]]));
    const id = name + JSON.stringify(Object.entries(labels).sort());
    if (seen.has(id)) throw new Error(`Twice: ${line}`);
    seen.add(id);
    all.push({ name, labels, value: Number(value) });
  }
  const is = (sample: Scraped, labels: Scraped["labels"]) =>
    Object.entries(sample.labels).length === Object.entries(labels).length &&
    Object.entries(labels).every(([name, value]) => sample.labels[name] === value);
  return {
    all,
    value: (name: string, labels: Scraped["labels"]) => all.find((sample) => sample.name === name && is(sample, labels))?.value,
  };
}
