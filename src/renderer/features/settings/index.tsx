import { navigate, useAppInfo } from '../../session';
import type { SettingsSection } from '../../session/router';
import { SETTINGS_SECTIONS } from '../../session/router';
import { t } from '../../ui';
import { Appearance } from './Appearance';
import { KeySettings } from './KeySettings';
import classes from './Settings.module.css';

function sectionName(section: SettingsSection): string {
  switch (section) {
    case 'appearance': return t('settings.appearance');
    case 'keys': return t('settings.keys');
    case 'privacy': return t('settings.privacy');
    case 'about': return t('settings.about');
  }
}

/** Settings of this person on this machine. Everything works at once. */
export function Settings({ section }: { readonly section: SettingsSection }) {
  return (
    <div className={classes.page}>
      <nav className={classes.sections} aria-label={t('frame.settings')}>
        {SETTINGS_SECTIONS.map((s) => <button key={s} type="button" className={classes.section} aria-current={s === section ? 'page' : undefined} onClick={() => navigate({ page: 'settings', section: s }, { replace: true })}>{sectionName(s)}</button>)}
      </nav>
      <div className={classes.body}>
        <h1>{sectionName(section)}</h1>
        {section === 'appearance' ? <Appearance /> : section === 'keys' ? <KeySettings /> : section === 'privacy' ? <Privacy /> : <About />}
      </div>
    </div>
  );
}

function Privacy() {
  return <div className={classes.text}><p>{t('settings.privacy-1')}</p><p>{t('settings.privacy-2')}</p><p>{t('settings.privacy-3')}</p><p>{t('settings.privacy-4')}</p></div>;
}

function About() {
  const info = useAppInfo();
  return (
    <div className={classes.text}>
      <p><b>{t('common.app')}</b> · {t('settings.version', { version: info.version })}</p>
      <p>{info.host === 'node' ? t('settings.host-node') : t('settings.host-electron')}</p>
      <p>{t('settings.font-licence')}</p>
    </div>
  );
}
