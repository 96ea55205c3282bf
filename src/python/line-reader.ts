/**
 * Cuts a stream of bytes into lines and hands each on as text; `tooLong` hears of a line of more than `limit` bytes,
 * which is dropped. Gives the listener for the stream's `data`.
 */
export function lineReader(
  limit: number,
  onLine: (line: string) => void,
  tooLong: () => void,
): (data: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  return (data) => {
    let start = 0;
    for (let end = data.indexOf(10); end !== -1; end = data.indexOf(10, start)) {
      const rest = data.subarray(start, end);
      start = end + 1;
      if (length + rest.length > limit) tooLong();
      else if (length === 0) onLine(rest.toString());
      else onLine(Buffer.concat([...parts, rest]).toString());
      parts = [];
      length = 0;
    }
    if (start === data.length) return;
    length += data.length - start;
    if (length <= limit) parts.push(start === 0 ? data : data.subarray(start));
    else if (parts.length > 0) {
      parts = [];
      tooLong();
    }
  };
}
