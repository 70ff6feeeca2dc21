import { render } from 'preact';
import type { FromCompare, ToCompare } from '../../src/protocol/compareMessages.ts';
import { vscodeTransport } from '../ui/hostTransport.ts';
import { registerToolkit } from '../ui/toolkit.ts';
import { ComparePage } from './ComparePage.tsx';
import './compare.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
registerToolkit();
render(<ComparePage host={vscodeTransport<FromCompare, ToCompare>()} />, root);
