/** True when the window that plays runs on the machine that reads: no remote, or a server on this very machine. */
export function sharesMachine(remoteName: string | undefined): boolean {
  return remoteName === undefined || /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(remoteName);
}
