import { useState, type ReactNode } from 'react';
import type { DataType } from '../../../shared/domain/dataset';
import type { Client } from '../../client';
import { enterWorkspace, failureOf, navigate, useClient } from '../../session';
import { failureText, t, toast } from '../../ui';
import classes from './Home.module.css';
import { WAVE } from './wave';

/** The workspace that comes with the application: something of each kind to try. */
export function Samples() {
  const client = useClient();
  const [busy, setBusy] = useState<DataType | null>(null);
  const open = (type: DataType): void => {
    setBusy(type);
    openSamples(client, type).catch((error: unknown) => toast(failureText(failureOf(error)), { tone: 'bad' })).finally(() => setBusy(null));
  };
  const card = (type: DataType, picture: ReactNode, title: string, hint: string) => (
    <button type="button" className={classes.sample} disabled={busy !== null} aria-busy={busy === type} onClick={() => open(type)}>
      {picture}
      <p><b>{title}</b><br /><span className={classes.quiet}>{busy === type ? t('home.samples-making') : hint}</span></p>
    </button>
  );
  return (
    <section>
      <div className={classes.header}><h2>{t('home.samples')}</h2><small>{t('home.samples-hint')}</small></div>
      <p className="visually-hidden" role="status">{busy === null ? '' : t('home.samples-making')}</p>
      <div className={classes.samples}>
        {card('image', <div className={classes.pic}><Harbour /></div>, t('common.image'), t('home.samples-image'))}
        {card('audio', <div className={classes.pic}><Wave /></div>, t('common.audio'), t('home.samples-audio'))}
        {card('text', <div className={classes.pic}><Lines /></div>, t('common.text'), t('home.samples-text'))}
        {card('video', <div className={classes.pic}><Lanes /></div>, t('common.video'), t('home.samples-video'))}
      </div>
    </section>
  );
}

/** Opens the samples, made at the first time, and goes to the first job on that kind of data. */
async function openSamples(client: Client, type: DataType): Promise<void> {
  enterWorkspace(client, await client.request('workspace.open-samples', {}));
  const { catalog } = await client.request('state.catalog', {});
  const datasets = new Set(catalog.datasets.filter((dataset) => dataset.dataType === type).map((dataset) => dataset.id));
  const job = catalog.jobs.find((one) => datasets.has(one.dataset));
  if (job) navigate({ page: 'job', job: job.id });
}

/** A boat and its box. */
function Harbour() {
  return (
    <svg viewBox="0 0 196 84" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect width="196" height="84" fill="#b9cfdd" /><rect y="34" width="196" height="50" fill="#4f8796" />
      <path d="M0 34h196v-4c-30-6-50 2-84-2S40 24 0 30z" fill="#8fa9b5" />
      <path d="M40 46h62l-9 14H51z" fill="#f3efe6" /><path d="M66 46V18l22 26z" fill="#e9604b" /><path d="M63 46V22L47 44z" fill="#f6d9c9" />
      <path d="M130 44h48l-6 10h-38z" fill="#2e4a5a" /><rect x="146" y="36" width="18" height="8" fill="#e7e2d6" />
      <g fill="none"><g stroke="#000000cc" strokeWidth="4"><rect x="38" y="15" width="66" height="47" /><rect x="128" y="33" width="52" height="23" /></g><rect x="38" y="15" width="66" height="47" stroke="var(--label-1)" strokeWidth="2" /><rect x="128" y="33" width="52" height="23" stroke="var(--label-5)" strokeWidth="2" /></g>
    </svg>
  );
}

function Wave() {
  return (
    <svg viewBox="0 0 196 84" preserveAspectRatio="none" aria-hidden="true">
      {WAVE.map((height, i) => <rect key={i} x={i * 2 + 2} y={42 - height} width="1.2" height={height * 2} fill="var(--accent)" />)}
    </svg>
  );
}

/** Marked words of a report, as strokes: no language needed. */
function Lines() {
  const words: readonly (readonly [number, number, number, number | null])[] = [[12, 14, 26, null], [42, 14, 40, 1], [86, 14, 18, null], [108, 14, 50, null], [12, 34, 44, null], [60, 34, 24, 5], [88, 34, 36, null], [128, 34, 34, 3], [12, 54, 22, null], [38, 54, 60, null], [102, 54, 42, 2]];
  return (
    <svg viewBox="0 0 196 84" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {words.map(([x, y, width, color]) => (
        <g key={`${x}-${y}`}>
          {color === null ? null : <><rect x={x - 3} y={y - 5} width={width + 6} height="16" fill={`var(--label-${color})`} opacity="0.22" /><rect x={x - 3} y={y + 10} width={width + 6} height="2" fill={`var(--label-${color})`} /></>}
          <rect x={x} y={y} width={width} height="5" rx="2.5" fill={color === null ? 'var(--line-strong)' : 'var(--text-2)'} />
        </g>
      ))}
    </svg>
  );
}

/** Frames and the tracks under them. */
function Lanes() {
  return (
    <svg viewBox="0 0 196 84" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {[0, 1, 2, 3].map((i) => <g key={i}><rect x={8 + i * 46} y="10" width="42" height="36" rx="3" fill="#4d5a66" /><circle cx={20 + i * 46 + i * 5} cy="32" r="6" fill="#e7b45a" /><rect x={8 + i * 46} y="40" width="42" height="6" fill="#39434c" /></g>)}
      <rect x="8" y="56" width="82" height="5" rx="2.5" fill="var(--label-6)" /><rect x="104" y="56" width="64" height="5" rx="2.5" fill="var(--label-8)" /><rect x="30" y="66" width="120" height="5" rx="2.5" fill="var(--label-9)" />
      <rect x="92" y="52" width="2" height="24" fill="var(--now)" />
    </svg>
  );
}
