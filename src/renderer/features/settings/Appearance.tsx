import { setSetting, useSettings } from '../../session';
import { Segments, Select, t } from '../../ui';
import classes from './Settings.module.css';

/** Theme, contrast, language. */
export function Appearance() {
  const { theme, contrast, language } = useSettings();
  return (
    <div className={classes.form}>
      <Segments labeled label={t('settings.theme')} value={theme} onChange={(value) => setSetting('theme', value)} options={[{ value: 'system', label: t('settings.theme-system') }, { value: 'light', label: t('settings.theme-light') }, { value: 'dark', label: t('settings.theme-dark') }]} />
      <Segments labeled label={t('settings.contrast')} value={contrast} onChange={(value) => setSetting('contrast', value)} options={[{ value: 'system', label: t('settings.contrast-system') }, { value: 'normal', label: t('settings.contrast-normal') }, { value: 'more', label: t('settings.contrast-more') }]} />
      <div>
        <Select label={t('settings.language')} value={language} onChange={(value) => setSetting('language', value)} options={[{ value: 'en', label: t('settings.language-en') }, { value: 'pseudo', label: t('settings.language-pseudo') }]} />
        {language === 'pseudo' ? <p className={classes.hint}>{t('settings.language-hint')}</p> : null}
      </div>
    </div>
  );
}
