"use client";

import { Plus } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { OFFERED_FLOWS } from "./default-flows.ts";
import { useStudioPage } from "./studio-context.ts";

/** The flows that a new one may begin as. */
export function AddFlowMenu() {
  const { actions } = useStudioPage();
  const offered = OFFERED_FLOWS.map(({ flow, says }) => ({
    label: flow.name ? `${flow.name}: ${says.charAt(0).toLowerCase()}${says.slice(1)}` : "Of your own",
    onSelect: () => actions.addFlow(flow),
  }));
  return <Menu trigger={<Button icon={<Plus aria-hidden />}>Add flow</Button>} groups={[offered.slice(0, -1), offered.slice(-1)]} />;
}
