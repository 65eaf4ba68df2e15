import { LANGUAGES } from '../../../shared/messages';
import { setSetting, useAppInfo, useSettings } from '../../session';
import { Segments, Select, t } from '../../ui';
import classes from './Settings.module.css';

/** Theme, contrast, language. */
export function Appearance() {
  const { theme, contrast, language } = useSettings();
  const { development } = useAppInfo();
  // The pseudo-language is for those who work on the program; whoever has it must be able to leave it.
  const languages = LANGUAGES.filter((one) => one !== 'pseudo' || development || language === 'pseudo');
  return (
    <div className={classes.form}>
      <Segments labeled label={t('settings.theme')} value={theme} onChange={(value) => setSetting('theme', value)} options={[{ value: 'system', label: t('settings.theme-system') }, { value: 'light', label: t('settings.theme-light') }, { value: 'dark', label: t('settings.theme-dark') }]} />
      <Segments labeled label={t('settings.contrast')} value={contrast} onChange={(value) => setSetting('contrast', value)} options={[{ value: 'system', label: t('settings.contrast-system') }, { value: 'normal', label: t('settings.contrast-normal') }, { value: 'more', label: t('settings.contrast-more') }]} />
      {languages.length > 1 ? (
        <div>
          <Select label={t('settings.language')} value={language} onChange={(value) => setSetting('language', value)} options={languages.map((value) => ({ value, label: t(`settings.language-${value}`) }))} />
          {language === 'pseudo' ? <p className={classes.hint}>{t('settings.language-hint')}</p> : null}
        </div>
      ) : null}
    </div>
  );
}
