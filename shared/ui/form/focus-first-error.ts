import type { FormErrors } from "@mantine/form";

interface FormNodes {
  readonly getInputNode: (path: string) => HTMLElement | null;
}

/** Puts the focus on the first field that was refused, so that the keyboard goes on from there. */
export function focusFirstError(form: FormNodes, errors: FormErrors): void {
  for (const path of Object.keys(errors)) {
    const node = form.getInputNode(path);
    if (node === null) continue;
    node.focus();
    node.scrollIntoView({ block: "center" });
    return;
  }
}
