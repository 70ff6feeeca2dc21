import { run } from './process.mjs';

/** True where system packages can be installed without asking anybody. */
export function canUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/**
 * Installs Debian packages. Never asks a question.
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} false when apt is missing or refuses; the caller has other ways.
 */
export async function aptInstall(packages) {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeoutSeconds: 600 };
  const lock = ['-qq', '-o', 'DPkg::Lock::Timeout=300'];
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...lock, ...packages], options);
  // A package list that is there and fresh saves the update.
  if ((await install()).code === 0) return true;
  await run('apt-get', ['update', ...lock], options);
  return (await install()).code === 0;
}
