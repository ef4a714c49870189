"use client";

import type { ComponentPropsWithRef, ReactNode } from "react";
import { useFieldControl } from "./field.tsx";
import { inputClass } from "./input-class.ts";

export interface TextInputProps extends Omit<ComponentPropsWithRef<"input">, "prefix" | "size"> {
  /** Names, paths, addresses and keys are set in the mono face. */
  readonly mono?: boolean | undefined;
  /** Inside the box, before the text: an icon or a fixed part. */
  readonly lead?: ReactNode;
  readonly trail?: ReactNode;
}

export function TextInput({ mono, lead, trail, className, ...rest }: TextInputProps) {
  const control = useFieldControl();
  if (!lead && !trail) return <input {...control} {...rest} className={inputClass({ mono, className: `h-8 ${className ?? ""}` })} />;
  return (
    <div className={inputClass({ mono, className: `flex h-8 items-center gap-2 ${className ?? ""}` })}>
      {lead ? <span className="flex shrink-0 items-center text-muted">{lead}</span> : null}
      <input {...control} {...rest} className="min-w-0 flex-1 bg-transparent outline-none" />
      {trail}
    </div>
  );
}
