import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,webview,test}/**/*.test.{ts,tsx}'],
    // A suite over footage that a machine may not have is empty there. A run of no test at all fails in `npm test`.
    passWithNoTests: true,
    // Most tests wait for ffmpeg; by default one core would be left idle.
    maxWorkers: '100%',
    // A limit against hanging, not a measure of speed: tests run real ffmpeg beside everything else the machine does.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
