/** A row of bars without scale or words: its shape is all it tells. */
export function Sparkline({ values, colour }: { readonly values: readonly (number | null)[]; readonly colour: string }) {
  const top = Math.max(...values.map((value) => value ?? 0));
  return (
    <span aria-hidden className="mt-3 flex h-8 items-end gap-px border-b border-line">
      {values.map((value, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: places in time
          key={at}
          className="min-w-0 flex-1"
          style={value ? { height: `${(value / top) * 100}%`, minHeight: 1, background: colour } : {}}
        />
      ))}
    </span>
  );
}
