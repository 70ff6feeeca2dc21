import { expect, it } from 'vitest';
import type { StripName } from '../../../src/core/thumbnailStrip.ts';
import { ThumbnailWishes } from './thumbnailWishes.ts';

const strip = (level: number, block: number): StripName => ({ level, block });

it('asks for what all want as one, the card before the timeline, each strip once and none that is there', () => {
  const there = [strip(1, 0)];
  const asked: (readonly StripName[])[] = [];
  const isThere = ({ level, block }: StripName) => there.some((one) => one.level === level && one.block === block);
  const wishes = new ThumbnailWishes(isThere, (wanted) => asked.push(wanted));
  wishes.want('timeline', [strip(1, 0), strip(1, 1), strip(5, 7)]);
  wishes.want('detail', [strip(9, 3), strip(5, 7)]);
  expect(asked).toEqual([
    [strip(1, 1), strip(5, 7)],
    [strip(9, 3), strip(5, 7), strip(1, 1)],
  ]);
});

it('goes on wanting for the one what the other does not want any more, and says nothing twice', () => {
  const asked: (readonly StripName[])[] = [];
  const wishes = new ThumbnailWishes(
    () => false,
    (wanted) => asked.push(wanted),
  );
  wishes.want('detail', [strip(9, 3)]);
  wishes.want('timeline', [strip(1, 1)]);
  wishes.want('timeline', [strip(1, 1)]);
  wishes.want('detail', []);
  expect(asked).toEqual([[strip(9, 3)], [strip(9, 3), strip(1, 1)], [strip(1, 1)]]);
});
