import {
  ASPECT_TITLES,
  COVERAGE,
  type CoverageCell,
  PATH_KINDS,
  PATH_TITLES,
  type PathKind,
} from "../../packages/definition/src/policies/coverage.ts";
import { describeFields } from "../../packages/definition/src/policies/describe-fields.ts";
import type { PolicyKind } from "../../packages/definition/src/policies/policy-kind.ts";
import { POLICY_KINDS } from "../../packages/definition/src/policies/policy-kinds.ts";
import { POLICY_NOTES } from "./policy-notes.ts";

/** docs/policies.md, made of the policies' own schemas and of the table that a gateway is tested against. */
export function policiesPage(): string {
  return `# Policies

<!-- Made by scripts/docs/policies.ts: change the schemas or scripts/docs/policy-notes.ts, and run it again. -->

A policy is a step of a flow, and a flow belongs to an API or to a plan. Ids and fields are Gravitee's where it has them, so that its definitions run.
A step has a \`name\`, \`enabled\`, the \`policy\`, a \`condition\` and the \`configuration\` below. A condition that cannot be evaluated holds.

## Coverage

What each policy does at each path, for whole answers and streams alike, whatever the provider. A test drives a gateway through every cell.

| | |
|---|---|
| **yes** | enforced |
| **blind** | cannot be seen there: calls that the policy would refuse or change by it get 403 \`forbidden\`, unless \`acceptUncovered\` names the path |
| **no** | cannot be done there |
| – | there is nothing to do |

${coverageTable()}

${PATH_KINDS.map((path) => `\`${path}\`: ${PATH_TITLES[path]}`).join(".\n")}.

${POLICY_KINDS.map(section).join("\n\n")}
`;
}

function coverageTable(): string {
  const rows = COVERAGE.map(({ policy, aspect, paths }) => [
    `\`${policy}\`: ${ASPECT_TITLES[aspect]}`,
    ...PATH_KINDS.map((path) => word(paths[path], accepts(policy))),
  ]);
  return table(["", ...PATH_KINDS.map((path) => `\`${path}\``)], rows);
}

function accepts(policy: string): boolean {
  const kind = POLICY_KINDS.find(({ id }) => id === policy);
  return kind !== undefined && describeFields(kind.configuration).some(({ name }) => name === "acceptUncovered");
}

function word({ state }: CoverageCell, canAccept: boolean): string {
  if (state === "impossible") return canAccept ? "**blind**" : "no";
  return state === "none" ? "–" : "yes";
}

function section(kind: PolicyKind): string {
  const { id, title, description, phases, configuration } = kind;
  const notes = POLICY_NOTES[id];
  if (!notes) throw new Error(`scripts/docs/policy-notes.ts has nothing of ${id}.`);
  const fields = describeFields(configuration);
  const hasShadow = fields.some(({ name }) => name === "dryRun");
  const facts = [
    `**Lanes**: ${phases.join(", ")}.`,
    `**Refusals**: ${notes.refusals.length === 0 ? "none" : notes.refusals.join("; ")}.`,
    ...(notes.headers.length === 0 ? [] : [`**Headers**: ${notes.headers.join("; ")}.`]),
    ...(hasShadow ? ["**Shadow**: with `dryRun` it refuses nothing, and the log says `would_block`."] : []),
    ...reasons(id),
  ];
  const step = JSON.stringify({ name: title, policy: id, configuration: notes.configuration }, null, 2);
  return [
    `## ${title} (\`${id}\`)`,
    description,
    facts.map((fact) => `- ${fact}`).join("\n"),
    table(
      ["Field", "Type", "Default", ""],
      fields.map(({ name, type, usual, isRequired, description: said }) => [
        `\`${name}\``,
        type,
        isRequired ? "to be given" : usual === null ? "" : `\`${usual}\``,
        said,
      ]),
    ),
    `\`\`\`json\n${step}\n\`\`\``,
  ].join("\n\n");
}

/** Why it is not done somewhere, each reason with its paths. */
function reasons(id: string): readonly string[] {
  return COVERAGE.filter(({ policy }) => policy === id).flatMap(({ aspect, paths }) => {
    const byReason = new Map<string, PathKind[]>();
    for (const path of PATH_KINDS) {
      const { why } = paths[path];
      if (why !== null) byReason.set(why, [...(byReason.get(why) ?? []), path]);
    }
    if (byReason.size === 0) return [];
    const said = [...byReason].map(([why, at]) => `${at.map((path) => `\`${path}\``).join(", ")}: ${why}`);
    return [`**Of ${ASPECT_TITLES[aspect]}**: ${said.join("; ")}.`];
  });
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(heads), `|${"---|".repeat(heads.length)}`, ...rows.map(line)].join("\n");
}
