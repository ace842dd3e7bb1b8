/** No shift is longer, so that one range of starts finds every shift that reaches into a span. Milliseconds. */
export const longestShiftMs = 2 * 86_400_000;
