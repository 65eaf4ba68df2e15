/**
 * Whether the first row of a CSV file names its columns. Said only where something speaks for it: a header that is
 * listed as a sample is seen at once, a sample that is taken for a header is not.
 */

/** Rows after the first that are looked at. */
export const EVIDENCE_ROWS = 50;

const LONGEST = 64;
const WORDS = 4;

/** What columns of label and text files are called, folded; in the languages such files are common in. */
const USUAL: ReadonlySet<string> = new Set([
  'id', 'ids', 'idx', 'index', 'no', 'nr', 'uid', 'uuid', 'key', 'text', 'texts', 'sentence', 'sentences', 'content', 'contents', 'body', 'message', 'messages', 'comment', 'comments',
  'review', 'reviews', 'review body', 'document', 'doc', 'paragraph', 'passage', 'title', 'headline', 'subject', 'description', 'summary', 'abstract', 'question', 'answer', 'query', 'prompt', 'response', 'context',
  'utterance', 'transcript', 'tweet', 'post', 'note', 'notes', 'name', 'names', 'label', 'labels', 'class', 'classes', 'category', 'categories', 'tag', 'tags', 'topic', 'intent', 'sentiment', 'emotion', 'polarity', 'target',
  'score', 'rating', 'stars', 'count', 'value', 'date', 'time', 'datetime', 'timestamp', 'created at', 'updated at', 'url', 'link', 'source', 'author', 'user', 'username', 'user id', 'lang', 'language', 'split', 'type', 'status', 'filename', 'file', 'path',
  'nummer', 'satz', 'titel', 'inhalt', 'kommentar', 'bewertung', 'beschreibung', 'datum', 'quelle', 'sprache', 'kategorie', 'klasse', 'texte', 'phrase', 'titre', 'commentaire', 'avis', 'texto', 'comentario', 'etiqueta', 'fecha',
  '文本', '内容', '标题', '评论', '标签', '类别', '分类', '情感', '句子', '问题', '答案', '编号', '序号', '日期', '时间', '名称', '名字', '来源', '作者', '語言', '標題', '內容', 'テキスト', '本文', 'ラベル', 'タイトル', '텍스트', '내용', '제목', '라벨', 'текст', 'метка', 'заголовок', 'комментарий', 'отзыв',
]);

const NUMBER = /^[+-]?(?:\d+(?:[.,\u00a0 ]\d+)*|[.,]\d+)(?:[eE][+-]?\d+)?\s*[%€$£¥]?$/;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[T ]\d{1,2}:\d{2}.*)?$|^\d{1,2}:\d{2}(?::\d{2})?$/;
const isValue = (field: string): boolean => NUMBER.test(field) || DATE.test(field);
/** Words of letters and digits with what joins them in names of columns; a sentence is none. */
const NAME = /^[\p{L}_#@][\p{L}\p{M}\p{N}_\-./#:()[\] ]*$/u;

const fold = (field: string): string => field.toLowerCase().replace(/[_\-./ ]+/g, ' ').trim();

/**
 * `first`: the fields of the first row, `rest`: of some rows behind it. Every field of a header is a different short
 * name; and either a column of numbers or dates has a name that is none, or a name is one that columns usually have and
 * that its column does not hold.
 */
export function looksLikeHeader(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const names = first.map((field) => field.trim());
  const folded = names.map(fold);
  if (rest.length === 0 || new Set(folded).size !== names.length) return false;
  if (names.some((name) => name === '' || name.length > LONGEST || isValue(name) || !NAME.test(name) || /[.:]$/.test(name) || name.split(/\s+/).length > WORDS)) return false;
  return folded.some((name, column) => {
    const values = rest.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '');
    if (values.length === 0) return false;
    return values.every(isValue) || (USUAL.has(name) && !values.some((value) => fold(value) === name));
  });
}
