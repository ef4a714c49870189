"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";

export interface Tab<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly panel: ReactNode;
}

export interface TabsProps<Value extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Value>[];
  readonly defaultValue?: Value;
  readonly value?: Value;
  readonly onValueChange?: (value: Value) => void;
  /** At the right end of the row of tabs. */
  readonly end?: ReactNode;
  readonly className?: string;
  /** On the row of tabs: its padding. */
  readonly listClassName?: string;
}

/** Panels of one page. Pages of one thing are links: see `TabLinks`. */
export function Tabs<Value extends string>({
  label,
  tabs,
  defaultValue,
  value,
  onValueChange,
  end,
  className,
  listClassName,
}: TabsProps<Value>) {
  return (
    <Base.Root
      className={className}
      {...(value === undefined ? { defaultValue: defaultValue ?? tabs[0]?.value } : { value })}
      onValueChange={(next) => onValueChange?.(next as Value)}
    >
      <div className={classNames("flex items-center gap-3 border-b border-line", listClassName)}>
        <Base.List aria-label={label} activateOnFocus className="flex min-w-0 flex-1 gap-5 self-end overflow-x-auto [scrollbar-width:none]">
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              className="-mb-px inline-flex h-10 items-center border-y-2 border-transparent whitespace-nowrap text-muted hover:text-ink focus-visible:-outline-offset-2 data-active:border-b-accent-text data-active:font-medium data-active:text-accent-text"
            >
              {tab.label}
            </Base.Tab>
          ))}
        </Base.List>
        {end}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="outline-offset-[-2px]">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
