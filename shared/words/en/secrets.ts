/** Words of `electron/secrets`: details inside errors and sentences of its results. */
export const secrets = {} as const;
