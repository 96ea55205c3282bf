/** The formats whose document goes to stdout. */
export const testFormats = ['json', 'junit'] as const;
export type TestFormat = (typeof testFormats)[number];
