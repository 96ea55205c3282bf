/** Why a record is not CSV as RFC 4180 has it. */
export type CsvProblem = 'stray-quote' | 'open-quote' | 'text-after-quote';

/**
 * The fields of one CSV record (RFC 4180: commas, `"` around fields that hold commas, quotes or line breaks, a quote
 * in such a field doubled). Gives the problem where it is none.
 */
export function readCsvRecord(record: string): string[] | CsvProblem {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let end: number;
    if (record.charAt(at) === '"') {
      const quote = closingQuote(record, at + 1);
      if (quote < 0) return 'open-quote';
      fields.push(record.slice(at + 1, quote).replaceAll('""', '"'));
      end = quote + 1;
      if (end < record.length && record.charAt(end) !== ',') return 'text-after-quote';
    } else {
      const comma = record.indexOf(',', at);
      end = comma < 0 ? record.length : comma;
      const field = record.slice(at, end);
      if (field.includes('"')) return 'stray-quote';
      fields.push(field);
    }
    if (end >= record.length) return fields;
    at = end + 1;
  }
}

/** Where the quoted field ends that begins at `from`; doubled quotes are passed over. -1: nowhere. */
function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from);
  while (at >= 0 && record.charAt(at + 1) === '"') at = record.indexOf('"', at + 2);
  return at;
}
