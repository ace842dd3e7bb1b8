import type { TagId } from "#shared/kernel/id.ts";
import type { LinkChange, Sample } from "#shared/machines/sample.ts";
import type { BackRead, DriverSink, Overflow } from "./driver.ts";

/** A sink that remembers everything in the order it came. For tests. */
export class RecordingSink implements DriverSink {
  readonly received: (
    | { readonly kind: "sample"; readonly sample: Sample }
    | { readonly kind: "link"; readonly change: LinkChange }
    | { readonly kind: "backRead"; readonly result: BackRead }
  )[] = [];
  readonly overflows: Overflow[] = [];

  samples(batch: readonly Sample[]): void {
    for (const sample of batch) this.received.push({ kind: "sample", sample });
  }

  link(change: LinkChange): void {
    this.received.push({ kind: "link", change });
  }

  overflow(lost: readonly Overflow[]): void {
    this.overflows.push(...lost);
  }

  backRead(result: BackRead): void {
    this.received.push({ kind: "backRead", result });
  }

  samplesOf(tag: TagId): Sample[] {
    return this.received.flatMap((one) =>
      one.kind === "sample" && one.sample.tag === tag ? one.sample : [],
    );
  }

  get changes(): LinkChange[] {
    return this.received.flatMap((one) => (one.kind === "link" ? one.change : []));
  }

  last(tag: TagId): Sample | undefined {
    return this.samplesOf(tag).at(-1);
  }
}
