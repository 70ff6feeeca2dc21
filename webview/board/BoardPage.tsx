import { useEffect, useState } from 'preact/hooks';
import type { Board, FromBoard, ToBoard } from '../../src/protocol/boardMessages.ts';
import { BOARD_STRINGS } from '../ui/boardStrings.ts';
import type { Transport } from '../ui/hostTransport.ts';
import { AgreementView } from './AgreementView.tsx';
import { CalibrationView } from './CalibrationView.tsx';

export type BoardHost = Transport<FromBoard, ToBoard>;

/** The whole page: how far raters and a judge agree, or what calibrating a judge brings. */
export function BoardPage({ host }: { readonly host: BoardHost }) {
  const [board, setBoard] = useState<Board | null>(null);
  useEffect(() => {
    const stop = host.listen((message) => {
      if (message.type === 'show') setBoard(message.board);
      else setBoard((shown) => (shown?.kind === 'calibration' ? { ...shown, stale: true } : shown));
    });
    host.post({ type: 'ready' });
    return stop;
  }, [host]);
  if (board === null) return <p class="page-loading">{BOARD_STRINGS.loading}</p>;
  return board.kind === 'agreement' ? <AgreementView board={board} host={host} /> : <CalibrationView board={board} host={host} />;
}
