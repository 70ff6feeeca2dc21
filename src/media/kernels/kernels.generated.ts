// Made by `npm run kernels` from the files in assembly/. Not to be edited.

/** What the WebAssembly module exports; see the files in assembly/ for each. Addresses are byte offsets into its memory. */
export interface KernelExports {
  halvePlane(source: number, width: number, height: number, target: number): void;
}

/** The WebAssembly module. */
export const KERNELS_BASE64 = 'AGFzbQEAAAABCAFgBH9/f38AAg8BA2VudgZtZW1vcnkCAAADAgEABw4BCmhhbHZlUGxhbmUAAAqiAQGfAQIGfwF7IAFBAXUhBSACQQF1IQYDQCAEIAZIBEAgACAEQQF0IAFsaiEHIAMgBCAFbGohCEEAIQIDQCACIAVIBEAgAiAIaiAHIAJBAXRqIgn9AAQA/X0gASAJav0ABAD9ff2OAf0MAgACAAIAAgACAAIAAgACAP2OAUEC/Y0BIgogCv1m/VsDAAAgAkEIaiECDAELCyAEQQFqIQQMAQsLCw==';
