import { shownSeconds } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { audibleSound } from './sound.ts';
import { blocksIn, blockTrace } from './soundBlocks.ts';
import { speechLikelihood, speechSegments } from './speech.ts';

const operator = {
  id: 'speech-segments',
  version: 1,
  title: 'Speech',
  proxyFor: ['sound-design.vocal.lip-sync.mouth-in-time'],
  quantity: 'time in which somebody speaks',
  unit: 's',
  source:
    'Likelihood of speech per 50 ms from 1.55 s around it: modulation of the level at 2…10 Hz, alternation of voiced and unvoiced and of dark and bright sounds, share of 280…3500 Hz (logistic regression, own data). Stretches above 0.6 of at least 0.4 s, pauses of up to 0.5 s included. Hand drums and solo instruments are taken for speech at times; speech under loud music is missed.',
} as const;

/** When does somebody speak? Its trace is the likelihood of speech. */
export const audioSpeech: ProxyOperator = {
  ...operator,
  trace({ signals, range }) {
    const { audio } = signals;
    if (!audio) return null;
    const likelihood = speechLikelihood(audio);
    return blockTrace(blocksIn(audio, range), (block) => likelihood[block] ?? Number.NaN);
  },
  measure(context) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const events = speechSegments(sound, range).map((span) => {
      const value = span.end - span.start;
      return measuredEvent(operator, { value, span, sentence: `Something like speech is heard for ${shownSeconds(value)}.` });
    });
    const value = events.reduce((sum, { measurement }) => sum + measurement.value, 0);
    const sentence =
      events.length > 0 ? `Something like speech is heard for ${shownSeconds(value)} in all.` : 'Nothing like speech is heard.';
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence }), events };
  },
};
