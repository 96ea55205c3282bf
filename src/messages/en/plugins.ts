/** Plugins: manifests, permissions, environments. */
export const plugins = {} as const;
