/** Words of `electron/archive`: details inside errors and sentences of its results. */
export const archive = {} as const;
