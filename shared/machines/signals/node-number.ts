import { codeOf, type RememberedValue } from "./signal-value.ts";

const numericNode = /(?:^|;)i=(\d{1,10})$/;

/**
 * The number of a state that comes as such or as the NodeId of CurrentState/Id (`nsu=…;i=36`, `ns=4;i=36`); null when it
 * is neither, or a node that the table does not hold.
 * @param nodes identifier of a state's node → number of the state
 */
export function stateNumber(
  nodes: Readonly<Record<number, number>>,
  value: RememberedValue,
): number | null {
  const node = typeof value === "string" ? numericNode.exec(value.trim())?.[1] : undefined;
  return node === undefined ? codeOf(value) : (nodes[Number(node)] ?? null);
}
