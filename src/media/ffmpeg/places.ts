import { posix, win32 } from 'node:path';

/** The machine as far as looking for a program goes; `process` fits, and tests can describe other systems. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The file name of a program; on Windows only real executables start without a shell. */
export function executableName(program: 'ffmpeg' | 'ffprobe', platform: NodeJS.Platform): string {
  return platform === 'win32' ? `${program}.exe` : program;
}

/** The folders of the PATH, in order. Relative entries are left out: they would let an opened folder bring its own program. */
export function pathFolders({ platform, env }: Machine): string[] {
  const { delimiter, isAbsolute } = platform === 'win32' ? win32 : posix;
  const value = platform === 'win32' ? (env.Path ?? env.PATH) : env.PATH;
  return (value ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
}

/** Where package managers and people put ffmpeg without it being on the PATH that a desktop program sees. */
export function knownFolders({ platform, env, home }: Machine): string[] {
  if (platform === 'win32') {
    const below = (base: string | undefined, ...rest: string[]): string[] => (base ? [win32.join(base, ...rest)] : []);
    return [
      ...below(env.LOCALAPPDATA, 'Microsoft', 'WinGet', 'Links'),
      ...below(home, 'scoop', 'shims'),
      ...below(env.ProgramData, 'chocolatey', 'bin'),
      ...below(env.ProgramFiles, 'ffmpeg', 'bin'),
      ...below(env.SystemDrive ?? 'C:', '\\', 'ffmpeg', 'bin'),
    ];
  }
  if (platform === 'darwin') return ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'];
  return ['/usr/bin', '/usr/local/bin', posix.join(home, '.local/bin'), '/home/linuxbrew/.linuxbrew/bin'];
}

/** What to type to get ffmpeg, most usual way first, one way a line. */
export function ffmpegInstallHelp(platform: NodeJS.Platform = process.platform): readonly string[] {
  if (platform === 'win32') return ['winget install Gyan.FFmpeg', 'scoop install ffmpeg', 'choco install ffmpeg'];
  if (platform === 'darwin') return ['brew install ffmpeg', 'sudo port install ffmpeg'];
  return [
    'sudo apt install ffmpeg (Debian, Ubuntu)',
    'sudo dnf install ffmpeg-free (Fedora)',
    'sudo pacman -S ffmpeg (Arch)',
    'sudo zypper install ffmpeg (openSUSE)',
  ];
}
