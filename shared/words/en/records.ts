/** Words of `electron/records`: details inside errors and sentences of its results. */
export const records = {} as const;
