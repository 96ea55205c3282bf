/** init, new and update. */
export const scaffold = {} as const;
