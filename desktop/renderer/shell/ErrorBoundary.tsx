import { Component, type ReactNode } from "react";
import { CrashNote } from "./CrashNote.tsx";
import { newIncident } from "./incident.ts";

interface Props {
  readonly children: ReactNode;
}

/** Last net under the whole page: a defect shows what is safe and a number, never a blank window. */
export class ErrorBoundary extends Component<Props, { incident: string | null }> {
  override state: { incident: string | null } = { incident: null };

  static getDerivedStateFromError(error: unknown): { incident: string } {
    return { incident: newIncident(error) };
  }

  override render(): ReactNode {
    const { incident } = this.state;
    if (incident === null) return this.props.children;
    return <CrashNote incident={incident} retry={() => this.setState({ incident: null })} />;
  }
}
