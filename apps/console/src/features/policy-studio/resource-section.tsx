"use client";

import { RESOURCE_KINDS } from "@sluice/definition/resource-kinds/resource-kinds";
import { CircleAlert, Plus } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Toggle } from "../../components/ui/toggle.tsx";
import { classNames } from "../../lib/class-names.ts";
import { plural } from "../../lib/format.ts";
import { usesOf } from "./resource-uses.ts";
import { kindBeside } from "./resource-words.ts";
import { useStudioPage } from "./studio-context.ts";

/** What the API's policies share: detectors, models, services. */
export function ResourceSection() {
  const { actions, studio, mayWrite } = useStudioPage();
  const { resources } = studio.draft;
  return (
    <section aria-label="Resources" className="grid min-w-0 gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2>Resources</h2>
        <p className="min-w-0 flex-1 text-muted">what policies of this API work with</p>
        {mayWrite ? (
          <Menu
            trigger={<Button icon={<Plus aria-hidden />}>Add resource</Button>}
            groups={[RESOURCE_KINDS.map((kind) => ({ label: kind.title, onSelect: () => actions.openNewResource(kind.type) }))]}
          />
        ) : null}
      </header>
      {resources.length === 0 ? (
        <p className="rounded-md border border-line bg-raised px-4 py-3 text-muted">
          None yet. Guard rails need one that looks at texts: {RESOURCE_KINDS[0]?.title.toLowerCase()}, for instance.
        </p>
      ) : (
        <ul className="min-w-0 rounded-md border border-line bg-raised">
          {resources.map(({ key, resource }) => {
            const open = actions.opened?.what === "resource" && actions.opened.key === key;
            const wrong = studio.problems.resources.has(key) && (studio.tried || !open);
            const uses = usesOf(studio.draft, resource.name).length;
            return (
              <li key={key} className="flex items-center gap-3 border-line pr-3 not-first:border-t">
                <button
                  type="button"
                  aria-expanded={open}
                  onClick={() => actions.open({ what: "resource", key })}
                  className={classNames(
                    "flex min-h-11 min-w-0 flex-1 flex-wrap items-baseline gap-x-3 rounded-md px-4 py-3 text-left focus-visible:-outline-offset-2",
                    open ? "bg-accent-wash" : "hover:bg-hover",
                  )}
                >
                  <span className="min-w-0 font-medium wrap-anywhere">{resource.name}</span>
                  <span className="text-muted">{kindBeside(resource)}</span>
                  {wrong ? (
                    <span className="flex items-center gap-1 text-xs text-danger">
                      <CircleAlert aria-hidden className="size-3 self-center stroke-2" />
                      to be completed
                    </span>
                  ) : (
                    <span className="text-xs text-muted">{uses === 0 ? "not used" : `used by ${plural(uses, "policy", "policies")}`}</span>
                  )}
                </button>
                <Toggle
                  aria-label={`${resource.name} enabled`}
                  checked={resource.enabled}
                  disabled={!mayWrite}
                  onCheckedChange={(enabled) => actions.editResource(key, (before) => ({ ...before, enabled }))}
                />
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
