"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import { TextInput } from "../../components/ui/text-input.tsx";
import { goTo } from "../../components/usage-filters/use-usage-address.ts";

/** By request id or error code, with Enter or on leaving the box: half a word fits nothing. */
export function LogSearch({ address }: { readonly address: URLSearchParams }) {
  return (
    <>
      <Box label="Request id" name="requestId" address={address} />
      <Box label="Error code" name="errorCode" address={address} />
    </>
  );
}

interface BoxProps {
  readonly label: string;
  readonly name: "requestId" | "errorCode";
  readonly address: URLSearchParams;
}

function Box({ label, name, address }: BoxProps) {
  const set = address.get(name) ?? "";
  const [typed, setTyped] = useState({ of: set, text: set });
  // The address changed by another way: what was typed before belongs to the old one.
  const text = typed.of === set ? typed.text : set;
  const commit = () => {
    if (text.trim() !== set) goTo({ [name]: text.trim() });
  };
  return (
    <span className="w-44 shrink-0">
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        mono
        lead={<Search aria-hidden />}
        value={text}
        onChange={(event) => setTyped({ of: set, text: event.target.value })}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
      />
    </span>
  );
}
