import { expect, it } from 'vitest';
import { sharesMachine } from './sharesMachine.ts';

it.each([
  [undefined, true],
  ['127.0.0.1:8080', true],
  ['localhost', true],
  ['[::1]:3000', true],
  ['ssh-remote', false],
  ['wsl', false],
  ['codespaces', false],
  ['127.0.0.1.example.org:8080', false],
  ['192.168.0.7:8080', false],
])('tells where a window plays from remote %j', (remoteName, expected) => {
  expect(sharesMachine(remoteName)).toBe(expected);
});
