/** Words of the keeper. */
export const keeper = {} as const;
