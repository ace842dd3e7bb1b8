/** `floor(amount × part / whole)` without overflow; exact for every safe integer. */
export const shareOf = (amount: number, part: number, whole: number): number => {
  const product = amount * part;
  if (Number.isSafeInteger(product)) return Math.floor(product / whole);
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
};
