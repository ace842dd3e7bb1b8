import type { Id } from "#shared/kernel/id.ts";
import type { ProposedRule } from "#shared/rules/preview-change.ts";
import type { RuleRow } from "#shared/rules/rules.contract.ts";

/** A stored rule as a preview takes it. */
export const proposalOf = (row: RuleRow): ProposedRule => ({
  id: row.id as Id<"reason-rule">,
  name: row.name,
  condition: row.condition,
  reasonId: row.reason.id as Id<"reason">,
  isActive: row.isActive,
});
