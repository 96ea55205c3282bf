/** Python: the worker, components, what is read of them. */
export const python = {} as const;
