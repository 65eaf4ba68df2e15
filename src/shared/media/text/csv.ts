/** The fields of one CSV record, quotes taken off (RFC 4180; comma, or semicolon or tab when there is no comma outside quotes). */
export function csvFields(record: string): string[] {
  const delimiter = [',', ';', '\t'].find((d) => splitRecord(record, d).length > 1) ?? ',';
  return splitRecord(record, delimiter);
}

function splitRecord(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '', at = 0;
  for (;;) {
    if (record[at] === '"') {
      at++;
      for (;;) {
        const quote = record.indexOf('"', at);
        if (quote < 0) {
          field += record.slice(at);
          at = record.length;
          break;
        }
        field += record.slice(at, quote);
        at = quote + 1;
        if (record[at] !== '"') break;
        field += '"';
        at++;
      }
    }
    const next = record.indexOf(delimiter, at);
    field += record.slice(at, next < 0 ? record.length : next);
    fields.push(field);
    if (next < 0) return fields;
    field = '';
    at = next + 1;
  }
}

/** A CSV record as the text of a sample: its fields, a tab between them. */
export function csvText(record: string): string {
  return csvFields(record).join('\t');
}
