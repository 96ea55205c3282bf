/** What stands in the report of a run, and what the command that writes it says. */
export const runReport = {} as const;
