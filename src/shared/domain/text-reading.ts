/** How the text files of a dataset are read: what their bytes are in, and which first rows are no samples. */

/** Encodings of text files that are read; their order is that of kept line indexes: only ever added to, at the end. Labels of the WHATWG Encoding Standard. */
export const TEXT_ENCODINGS = [
  'utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252',
  'big5', 'shift_jis', 'euc-jp', 'euc-kr',
  'windows-1250', 'windows-1251', 'koi8-r', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256', 'windows-1257', 'windows-1258', 'windows-874',
] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** First rows of CSV files that name the columns and are no samples: of no file, of those where it looks like that, of every file. */
export const CSV_HEADERS = ['none', 'likely', 'all'] as const;
export type CsvHeader = (typeof CSV_HEADERS)[number];

export interface TextReading {
  /** Only matters where every row is a sample. */
  readonly header: CsvHeader;
  /** What files without a byte order mark are read in; null: what each file looks like. */
  readonly encoding: TextEncoding | null;
}

/** Where nobody has said anything: every row is a sample, as it always was for datasets that are there. */
export const PLAIN_READING: TextReading = { header: 'none', encoding: null };
/** What a new dataset of lines begins with. */
export const NEW_READING: TextReading = { header: 'likely', encoding: null };

/** How the texts of a dataset are read. */
export function readingOf(dataset: { readonly reading?: TextReading } | null | undefined): TextReading {
  return dataset?.reading ?? PLAIN_READING;
}

export function sameReading(a: TextReading, b: TextReading): boolean {
  return a.header === b.header && a.encoding === b.encoding;
}
