/** Words of the cli. */
export const cli = {} as const;
