// The paper's own tables: machine and human win ratio of every model, and the correlations it prints over them.
import { readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/stats/', import.meta.url);

export interface PublishedWinRatio {
  readonly dimension: string;
  readonly model: string;
  readonly machine: number;
  readonly human: number;
}

export interface PublishedCorrelation {
  readonly dimension: string;
  readonly models: number;
  readonly srcc: number;
  readonly srccP: number;
  readonly plcc: number;
  readonly plccP: number;
}

export function publishedWinRatios(): readonly PublishedWinRatio[] {
  return rowsOf('winRatios.csv').map(([dimension = '', model = '', machine, human]) => ({
    dimension,
    model,
    machine: Number(machine),
    human: Number(human),
  }));
}

export function publishedCorrelations(): readonly PublishedCorrelation[] {
  return rowsOf('publishedCorrelations.csv').map(([dimension = '', models, srcc, srccP, plcc, plccP]) => ({
    dimension,
    models: Number(models),
    srcc: Number(srcc),
    srccP: Number(srccP),
    plcc: Number(plcc),
    plccP: Number(plccP),
  }));
}

/** The tables hold neither quotes nor commas within a cell. */
function rowsOf(file: string): readonly (readonly string[])[] {
  const [, ...rows] = readFileSync(new URL(file, FOLDER), 'utf8').trim().split(/\r?\n/);
  return rows.map((row) => row.split(','));
}
