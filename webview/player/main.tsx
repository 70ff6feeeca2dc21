import { render } from 'preact';
import { vscodeTransport } from '../ui/hostTransport.ts';
import { registerToolkit } from '../ui/toolkit.ts';
import { PlayerPage } from './PlayerPage.tsx';
import './player.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
registerToolkit();
render(<PlayerPage host={vscodeTransport()} />, root);
