"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { AppWindow, LogOut, Plus, ScrollText, Waypoints } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { listApplications } from "../../lib/applications-api.ts";
import { listApis } from "../../lib/management-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { setTheme } from "../../lib/theme.ts";
import { useMaySomewhere } from "../../lib/use-may.ts";
import { THEME_CHOICES } from "./account-menu.tsx";
import { useSignOut } from "./use-sign-out.ts";

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** As `x-request-id` says it. */
const REQUEST_ID = /^req_\w{6,96}$/;

/** Go anywhere, do anything, by typing: ⌘K. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(9_13_15/0.4)]" />
        <Dialog.Popup
          aria-label="Find or do"
          className="float-in fixed inset-x-4 top-4 z-40 mx-auto max-w-140 overflow-hidden rounded-md bg-float shadow-float outline-none wide:top-[12dvh]"
        >
          <Commands onDone={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ onDone }: { readonly onDone: () => void }) {
  const router = useRouter();
  const signOut = useSignOut();
  const { data: apis, isPending, isError } = useQuery({ queryKey: queryKeys.apiList, queryFn: listApis });
  const may = useMaySomewhere();
  const seesApplications = may.includes("applications:read") || may.includes("applications:create");
  const { data: applications } = useQuery({
    queryKey: queryKeys.applicationList,
    queryFn: listApplications,
    enabled: seesApplications,
  });
  const [typed, setTyped] = useState("");
  const go = (href: string) => () => {
    onDone();
    router.push(href);
  };
  return (
    <Command label="Find or do" loop>
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder="Find an API or application, or type what to do"
        className="h-12 w-full border-b border-line bg-transparent px-4 outline-none"
      />
      <Command.List className="max-h-[min(360px,60dvh)] overflow-y-auto p-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted">
        <Command.Empty className="px-3 py-6 text-center text-muted">
          {isError ? "The APIs could not be loaded." : isPending ? "Loading…" : "Nothing by that name."}
        </Command.Empty>
        {REQUEST_ID.test(typed.trim()) ? (
          <Command.Group heading="Request">
            <Item value={typed} icon={<ScrollText aria-hidden />} onSelect={go(paths.log(typed.trim()))}>
              <code className="truncate">{typed.trim()}</code>
            </Item>
          </Command.Group>
        ) : null}
        <Command.Group heading="Do">
          {may.includes("apis:create") ? (
            <Item value="Create V4 API add new" icon={<Plus aria-hidden />} onSelect={go(paths.createApi)}>
              Create V4 API
            </Item>
          ) : null}
          {may.includes("applications:create") ? (
            <Item value="New application add create" icon={<Plus aria-hidden />} onSelect={go(`${paths.applications}?new`)}>
              New application
            </Item>
          ) : null}
        </Command.Group>
        <Command.Group heading="Go to">
          <Item value="APIs all list" icon={<Waypoints aria-hidden />} onSelect={go(paths.apis)}>
            All APIs
          </Item>
          {(apis ?? []).map((api) => (
            <Item
              key={api.id}
              value={`${api.name} ${api.contextPaths.join(" ")} ${api.id}`}
              icon={<Waypoints aria-hidden />}
              onSelect={go(paths.api(api.id))}
            >
              <span className="truncate">{api.name}</span>
              <code className="ml-auto truncate text-muted">{api.contextPaths[0]}</code>
            </Item>
          ))}
          {seesApplications ? (
            <Item value="Applications all list" icon={<AppWindow aria-hidden />} onSelect={go(paths.applications)}>
              All applications
            </Item>
          ) : null}
          {(applications ?? []).map((application) => (
            <Item
              key={application.id}
              value={`${application.name} ${application.id}`}
              icon={<AppWindow aria-hidden />}
              onSelect={go(paths.application(application.id))}
            >
              <span className="truncate">{application.name}</span>
            </Item>
          ))}
        </Command.Group>
        <Command.Group heading="Settings">
          {THEME_CHOICES.map(({ theme, label, icon }) => (
            <Item
              key={theme}
              value={`${label} colours mode`}
              icon={icon}
              onSelect={() => {
                setTheme(theme);
                onDone();
              }}
            >
              {label}
            </Item>
          ))}
          <Item value="Sign out log out" icon={<LogOut aria-hidden />} onSelect={signOut}>
            Sign out
          </Item>
        </Command.Group>
      </Command.List>
    </Command>
  );
}

interface ItemProps {
  /** What typing is compared with. */
  readonly value: string;
  readonly icon: ReactNode;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Item({ value, icon, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-default items-center gap-2 rounded-sm px-3 select-none data-[selected=true]:bg-accent-wash data-[selected=true]:text-accent-text"
    >
      {icon}
      {children}
    </Command.Item>
  );
}
