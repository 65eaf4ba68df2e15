/** How text files are read, chosen while looking at what comes of it. */
import type { TextPreview, TextPreviewFile } from '../../../shared/contract/api';
import { TEXT_ENCODINGS, type CsvHeader, type TextEncoding, type TextReading } from '../../../shared/domain/text-reading';
import { Cut, Segments, Select, t } from '../../ui';
import classes from './Create.module.css';

interface Props {
  readonly reading: TextReading;
  readonly onReading: (reading: TextReading) => void;
  /** Tables are among the files, and every row of them is a sample. */
  readonly tables: boolean;
  /** undefined: there is nothing to look into yet. */
  readonly preview: TextPreview | null | undefined;
}

const HEADERS: readonly CsvHeader[] = ['likely', 'all', 'none'];

export function ReadingFields({ reading, onReading, tables, preview }: Props) {
  return (
    <>
      <div>
        <Select label={t('reading.encoding')} value={reading.encoding ?? 'found'} onChange={(to) => onReading({ ...reading, encoding: to === 'found' ? null : to })} options={[{ value: 'found' as const, label: t('reading.by-looks') }, ...TEXT_ENCODINGS.map((value) => ({ value, label: encodingName(value) }))]} />
        {reading.encoding === null ? null : <p className={classes.hint}>{t('reading.encoding-hint')}</p>}
      </div>
      {tables ? (
        <div>
          <Segments labeled label={t('reading.header')} value={reading.header} onChange={(header) => onReading({ ...reading, header })} options={HEADERS.map((value) => ({ value, label: t(`reading.header-${value}`) }))} />
          <p className={classes.hint}>{reading.header === 'likely' && preview && preview.tables > 0 ? t('reading.headers-found', { headers: preview.headers }) : t('reading.header-hint')}</p>
        </div>
      ) : null}
      {preview ? <Preview preview={preview} /> : null}
    </>
  );
}

export function encodingName(encoding: TextEncoding): string {
  return t(`encoding.${encoding}`);
}

function Preview({ preview }: { readonly preview: TextPreview }) {
  return (
    <section aria-label={t('reading.preview')}>
      <span className={classes.label}>{t('reading.preview')}</span>
      {preview.files.length === 0 ? <p className={classes.hint}>{t('reading.none')}</p> : preview.files.map((file) => <File key={file.name} file={file} />)}
    </section>
  );
}

function File({ file }: { readonly file: TextPreviewFile }) {
  const values = { encoding: encodingName(file.encoding) };
  return (
    <div className={classes.preview}>
      <div className={classes.previewHead}><b><Cut>{file.name}</Cut></b><small className={file.valid ? undefined : classes.error}>{file.valid ? t(file.by === 'guess' ? 'reading.guess' : 'reading.in', values) : t('reading.wrong', values)}</small></div>
      <ol>{file.rows.map((row, i) => <li key={i} dir="auto" className={i === 0 && file.header === true ? classes.headerRow : undefined}><span>{row}</span>{i === 0 && file.header === true ? <small>{t('reading.is-header')}</small> : null}</li>)}</ol>
    </div>
  );
}
