import { render } from 'preact';
import type { FromBoard, ToBoard } from '../../src/protocol/boardMessages.ts';
import { vscodeTransport } from '../ui/hostTransport.ts';
import { registerToolkit } from '../ui/toolkit.ts';
import { BoardPage } from './BoardPage.tsx';
import './board.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
registerToolkit();
render(<BoardPage host={vscodeTransport<FromBoard, ToBoard>()} />, root);
