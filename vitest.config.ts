import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: [['default', { summary: false }], './test/support/closing-line.ts'],
    globalSetup: './test/support/own-state.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
