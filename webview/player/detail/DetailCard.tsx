import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Annotation, Stance } from '../../../src/core/annotation.ts';
import { stanceOn } from '../../../src/core/raterView.ts';
import { formatPoints } from '../../../src/core/score.ts';
import type { Reasoning } from '../../../src/core/verdict.ts';
import type { VoteSpread } from '../../../src/core/votes.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { LANGUAGE } from '../../ui/language.ts';
import { STRINGS } from '../../ui/strings.ts';
import { scoreMark } from '../scorecard/scoreWords.ts';
import { ANSWER_ICON } from '../severity.ts';
import type { Detail } from './detail.ts';
import type { DimensionScore } from './dimensionScore.ts';
import { type FramePictures, Observations, useObservedFrames } from './Observations.tsx';
import { provenanceFacts } from './provenance.ts';

const DATE_AND_TIME = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' });

interface DetailCardProps {
  readonly detail: Detail;
  /** Of the answer's dimension; `null` where there is none, or where it must not be seen. */
  readonly score: DimensionScore | null;
  /** Of what was observed; `null` while there are none. */
  readonly pictures: FramePictures | null;
  readonly onSeek: (time: number) => void;
  readonly onClose: () => void;
  /** The rater's words about the clip. */
  readonly words: readonly Annotation[];
  readonly onStance: (finding: string, stance: Stance | null) => void;
}

/** Everything behind one answer, in the order in which a reviewer asks for it. Everything a judge wrote is a text node. */
export function DetailCard({ detail, score, pictures, onSeek, onClose, words, onStance }: DetailCardProps) {
  const { mark, severity, title, question, observations, reason, reasoning, votes, open, measured, verdict } = detail;
  const { model, judge } = verdict;
  useObservedFrames(pictures, [...observations, ...(reasoning?.evidence ?? [])]);
  const body = useRef<HTMLElement>(null);
  useEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [verdict.id, title, question, observations[0]?.text]);
  const word = mark === 'suspicion' ? STRINGS.suspicion : STRINGS.answer[mark];
  return (
    <div class="detail">
      <header class="detail-header">
        <span class={`answer-icon ${mark === 'suspicion' ? 'suspicion' : (severity ?? mark)}`}>
          <Icon name={mark === 'suspicion' ? 'shield' : ANSWER_ICON[mark]} />
        </span>
        <h2>
          {word} <span class="dim">· {mark === 'suspicion' ? judge.id : `${title} · ${judge.id}`}</span>
        </h2>
        <IconButton label={STRINGS.closeDetail} onClick={onClose} class="detail-close">
          <Icon name="close" />
        </IconButton>
      </header>
      {detail.finding !== null && (
        <Stances detail={detail} words={words} onStance={(stance) => detail.finding && onStance(detail.finding, stance)} />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section class="detail-body" ref={body} tabIndex={0} aria-label={STRINGS.detail}>
        {question !== null && <p class="detail-question">{question}</p>}
        {mark === 'suspicion' && <p class="dim">{STRINGS.suspicionHelp}</p>}
        {observations.length > 0 && <Observations {...{ observations, pictures, onSeek }} />}
        {reason !== '' && <p>{reason}</p>}
        {(reasoning || votes) && <HowSure uncertainty={reasoning?.uncertainty ?? null} votes={votes} />}
        {reasoning && (
          <>
            <Part title={STRINGS.evidence}>
              {reasoning.evidence.length === 0 ? (
                <p class="dim">{STRINGS.noEvidence}</p>
              ) : (
                <Observations observations={reasoning.evidence} {...{ pictures, onSeek }} />
              )}
            </Part>
            <Part title={STRINGS.rationale}>
              <p>{reasoning.rationale}</p>
            </Part>
            <Part title={STRINGS.reflection}>
              <p>{reasoning.reflection}</p>
            </Part>
          </>
        )}
        {measured.length > 0 && (
          <Part title={STRINGS.measuredBeside}>
            {measured.map((reading) => (
              <p key={reading}>{reading}</p>
            ))}
          </Part>
        )}
        {open.length > 0 && (
          <Part title={STRINGS.openQuestions}>
            {open.map((one) => (
              <p key={one.rationale}>
                {one.question} <span class="dim">{STRINGS.openWhy[one.why]}</span> {one.reason}
              </p>
            ))}
          </Part>
        )}
        {score && (
          <Part title={STRINGS.dimensionScore(score.title)}>
            <p>
              {formatPoints(score.shown.value)} · {STRINGS.coverage(score.coverage)}
              {'\n'}
              {scoreMark(score.shown).sentence}
            </p>
          </Part>
        )}
        {model && model.cautions.length > 0 && (
          <Part title={STRINGS.cautions}>
            {model.cautions.map((caution) => (
              <p key={caution} class="caution">
                <Icon name="warning" /> {caution}
              </p>
            ))}
          </Part>
        )}
        <Part title={STRINGS.howAsked}>
          {model && (
            <dl class="facts">
              {provenanceFacts(model).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
          <p class="dim fingerprint">
            {STRINGS.judgedBy(judge.id, DATE_AND_TIME.format(new Date(verdict.createdAt)))}
            <br />
            {STRINGS.fingerprint(judge.fingerprint)}
          </p>
        </Part>
      </section>
    </div>
  );
}

const STANCES = [
  ['agree', 'thumbsup'],
  ['disagree', 'thumbsdown'],
  ['suppress', 'eye-closed'],
] as const;

/** What the rater thinks of a finding, and the ways to say so. */
function Stances({
  detail: { rationale, verdict },
  words,
  onStance,
}: {
  readonly detail: Detail;
  readonly words: readonly Annotation[];
  readonly onStance: (stance: Stance | null) => void;
}) {
  const taken = stanceOn(words, { rationale, judge: verdict.judge.id, clipHash: verdict.clip.hash });
  if (taken) {
    const { about, answer, note } = taken;
    const said = [
      STRINGS.stanceTaken[about.stance],
      ...(about.stance === 'disagree' && answer !== null ? [STRINGS.answer[answer]] : []),
      ...(note === undefined ? [] : [note]),
    ];
    return (
      <fieldset class="stances" aria-label={STRINGS.stances}>
        <p>
          {said.join(' · ')}{' '}
          <button type="button" class="link-button" onClick={() => onStance(null)}>
            {about.stance === 'suppress' ? STRINGS.showAgain : STRINGS.takeBack}
          </button>
        </p>
      </fieldset>
    );
  }
  return (
    <fieldset class="stances" aria-label={STRINGS.stances}>
      {STANCES.map(([stance, icon]) => (
        <button key={stance} type="button" class="key-button" onClick={() => onStance(stance)}>
          <Icon name={icon} /> {STRINGS.stance[stance]}
        </button>
      ))}
    </fieldset>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="detail-part">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function HowSure({
  uncertainty,
  votes,
}: {
  readonly uncertainty: Reasoning['uncertainty'] | null;
  readonly votes: VoteSpread | null;
}) {
  return (
    <p class="how-sure">
      <span class="dim">{STRINGS.howSure}</span> {uncertainty && <span>{STRINGS.sureness[uncertainty]}</span>}
      {votes && <span class="votes">{describeVotes(votes)}</span>}
    </p>
  );
}

/** `2 of 3 samples: Fail, 1: Partial`, or `71 % Fail, 29 % Partial` where a model tells how likely each answer is. */
export function describeVotes({ samples, shares }: VoteSpread): string {
  if (samples === null)
    return shares.map(({ answer, share }) => `${STRINGS.percent(share)} ${STRINGS.answer[answer]}`).join(', ');
  return shares.map(({ answer, votes }, index) => STRINGS.votes(votes, samples, STRINGS.answer[answer], index === 0)).join(', ');
}
