import type { Coefficient, SubjectAgreement } from '../../src/core/agreement.ts';
import { type CoefficientUnit, coefficientParts } from '../../src/core/agreementWords.ts';
import { BOARD_STRINGS } from '../ui/boardStrings.ts';
import { SortableTable, type TableColumn } from './SortableTable.tsx';

interface AgreementTableProps {
  readonly subjects: readonly SubjectAgreement[];
  readonly level: 'clip' | 'model';
  readonly rows: 'dimensions' | 'subDimensions';
  readonly withJudge: boolean;
}

const { column: TITLES } = BOARD_STRINGS;

/** One row a dimension or sub-dimension. The raters' own α stays in sight beside every coefficient. */
export function AgreementTable({ subjects, level, rows, withJudge }: AgreementTableProps) {
  const columns: TableColumn<SubjectAgreement>[] = [
    {
      id: 'title',
      title: rows === 'dimensions' ? TITLES.dimension : TITLES.subDimension,
      value: ({ title }) => title,
      cell: ({ title }) => title,
    },
    {
      id: 'alpha',
      title: TITLES.alpha,
      value: ({ raters }) => raters.alpha.value,
      cell: ({ raters }) => <CoefficientCell coefficient={raters.alpha} unit="number" />,
    },
    count('raters', TITLES.raters, ({ raters }) => raters.count),
    count('rated', TITLES.rated[level], ({ raters }) => raters.n),
  ];
  if (withJudge)
    columns.push(
      count('judged', TITLES.judged[level], ({ judge }) => judge?.n ?? null),
      ofJudge('pearson', TITLES.pearson, (judge) => judge.pearson),
      ofJudge('spearman', TITLES.spearman, (judge) => judge.spearman),
      ofJudge('kendall', TITLES.kendall, (judge) => judge.kendall),
      ofJudge('pairs', TITLES.pairs, (judge) => judge.pairs.withTies, 'percent'),
      ofJudge('untied', TITLES.untied, (judge) => judge.pairs.withoutTies, 'percent'),
    );
  return (
    <SortableTable
      class="agreement-table"
      caption={BOARD_STRINGS.table[level]}
      columns={columns}
      rows={subjects}
      keyOf={({ id }) => id}
    />
  );
}

type Judged = NonNullable<SubjectAgreement['judge']>;
type SubjectColumn = TableColumn<SubjectAgreement>;

function count(id: string, title: string, value: (subject: SubjectAgreement) => number | null): SubjectColumn {
  return { id, title, value, cell: (subject) => value(subject) ?? '–' };
}

function ofJudge(id: string, title: string, of: (judge: Judged) => Coefficient, unit: CoefficientUnit = 'number'): SubjectColumn {
  const coefficientOf = ({ judge }: SubjectAgreement) => judge && of(judge);
  return {
    id,
    title,
    value: (subject) => coefficientOf(subject)?.value ?? null,
    cell: (subject) => <CoefficientCell coefficient={coefficientOf(subject) ?? { value: null, interval: null }} unit={unit} />,
  };
}

function CoefficientCell({ coefficient, unit }: { readonly coefficient: Coefficient; readonly unit: CoefficientUnit }) {
  const parts = coefficientParts(coefficient, unit);
  if (parts === null) return <>–</>;
  return (
    <>
      <span class="value">{parts.value}</span> <span class="interval">{parts.interval}</span>
    </>
  );
}
