"use client";

import { POLICY_KINDS } from "@sluice/definition/policies/policy-kinds";
import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { Dialog } from "../../components/ui/dialog.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import type { LaneSlot } from "./action-tools.ts";
import { PolicyIcon } from "./policy-icon.tsx";
import { useStudioPage } from "./studio-context.ts";

/** The policies that may stand in a lane, with what each is for. */
export function AddStepDialog({ place, onClose }: { readonly place: LaneSlot; readonly onClose: () => void }) {
  const { actions } = useStudioPage();
  const [text, setText] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const fitting = POLICY_KINDS.filter((kind) => kind.phases.includes(place.phase));
  const words = text.toLowerCase().split(/\s+/);
  const found = fitting.filter(({ id, title, description }) => {
    const said = `${id} ${title} ${description}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  const add = (policy: string) => {
    onClose();
    actions.addStep(place, policy);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add a policy"
      description={place.phase === "request" ? "On the way to the model." : "On the way back to the caller."}
      initialFocus={search}
      onSubmit={() => found[0] && add(found[0].id)}
    >
      <div className="grid gap-3">
        <TextInput
          ref={search}
          type="search"
          aria-label="Find a policy"
          placeholder="Find a policy"
          autoComplete="off"
          lead={<Search aria-hidden />}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ul aria-label="Policies" className="grid gap-1">
          {found.map(({ id, title, description }) => (
            <li
              key={id}
              className="relative grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 rounded-md px-2 py-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
            >
              <span className="pt-0.5">
                <PolicyIcon policy={id} />
              </span>
              {/* All of the row is the button; its name is the policy's alone. */}
              <button
                type="button"
                aria-describedby={`policy-${id}`}
                onClick={() => add(id)}
                className="text-left font-medium outline-none after:absolute after:inset-0"
              >
                {title}
              </button>
              <span id={`policy-${id}`} className="col-start-2 text-muted">
                {description}
              </span>
            </li>
          ))}
        </ul>
        {found.length === 0 ? (
          <p role="status" className="py-4 text-center text-muted">
            No policy of this lane has these words.
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
