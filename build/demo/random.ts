/** A stream of numbers in [0, 1) that is the same for the same seed. */
export type Random = () => number;

/** FNV-1a over the text, so that every machine gets a stream of its own from one seed. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32's finaliser: one number in [0, 1) from one integer, without a state. */
export function scatter(integer: number): number {
  let x = (integer + 0x6d2b79f5) | 0;
  x = Math.imul(x ^ (x >>> 15), x | 1);
  x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
  return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
}

/** Seeded stream (mulberry32); `name` keeps the streams of different machines apart. */
export function seededRandom(seed: number, name: string): Random {
  let state = hashText(`${seed}/${name}`);
  return () => {
    const value = scatter(state);
    state = (state + 0x6d2b79f5) | 0;
    return value;
  };
}

/** Evenly between two bounds. */
export const between = (random: Random, [from, to]: readonly [number, number]): number =>
  from + (to - from) * random();

/** Between two bounds, short ones often and long ones seldom, as repairs are. */
export const mostlyShort = (random: Random, [from, to]: readonly [number, number]): number =>
  from + (to - from) * random() ** 2.2;

/** Waiting time until something that happens on average every `mean`. */
export const waitingTime = (random: Random, mean: number): number => -mean * Math.log(1 - random());

/** One of the list, the first ones more often than the last ones, so that a Pareto chart has a head. */
export function mostlyFirst<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[Math.floor(list.length * random() ** 1.6)] ?? list[0];
}
