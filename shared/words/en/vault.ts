/** Words of `electron/vault`: details inside errors and sentences of its results. */
export const vault = {} as const;
