import type { TagValue } from "../machines/sample.ts";
import type { Candidate, Recording } from "./recording.ts";
import type { Mark, MarkKind } from "./teach.contract.ts";

/** Builders for tests: what was watched and what a person marked. Instants in milliseconds from any start. */
export const watched = (
  address: string,
  readings: readonly (readonly [number, TagValue])[],
  dataType: string | null = null,
): Candidate => ({
  address,
  name: address,
  dataType,
  readings: readings.map(([at, value]) => ({ at, value, status: 0 })),
});

/** A counter that moves by one at each instant, from `first` on. */
export const counting = (
  address: string,
  instants: readonly number[],
  { first = 100, modulus = Number.POSITIVE_INFINITY, dataType = "UInt32" } = {},
): Candidate =>
  watched(
    address,
    [0, ...instants].map((at, i) => [at, (first + i) % modulus] as const),
    dataType,
  );

export const marksOf = (list: readonly (readonly [MarkKind, number])[]): Mark[] =>
  list.map(([kind, at], i) => ({ id: `${i}`, kind, at }));

export const lesson = (
  candidates: readonly Candidate[],
  marks: readonly (readonly [MarkKind, number])[],
  end = 120_000,
): Recording => ({ start: 0, end, candidates, marks: marksOf(marks) });
