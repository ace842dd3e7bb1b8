/** Port of the first line; the line that drops its link has the next one. */
export const usualPort = 48_400;
