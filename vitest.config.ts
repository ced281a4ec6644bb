import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Generous: the machines that run this are shared, and a slow one is no fault of the code.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
