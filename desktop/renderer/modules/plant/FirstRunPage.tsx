/** First run. */
export function FirstRunPage() {
  return null;
}
