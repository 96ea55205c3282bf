/** A line of text on a page of a PDF: its type's size and its place from the bottom, in points. */
export interface PdfText {
  readonly text: string;
  readonly size?: number;
  readonly y: number;
}

/** A PDF whose texts are found through a table from glyphs to characters, as word processors write one. */
export function makePdf(pages: readonly (readonly PdfText[])[], trailer = ''): Uint8Array {
  const characters = [...new Set(pages.flat().flatMap(({ text }) => Array.from(text)))];
  const hex = (n: number): string => n.toString(16).padStart(4, '0');
  const glyphs = (text: string): string =>
    Array.from(text, (character) => hex(characters.indexOf(character) + 1)).join('');
  const rows = characters.map(
    (character, n) => `<${hex(n + 1)}> <${hex(character.codePointAt(0) ?? 0)}>`,
  );
  const toUnicode =
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n' +
    `1 begincodespacerange <0000> <ffff> endcodespacerange\n${rows.map((row) => `1 beginbfchar ${row} endbfchar`).join('\n')}\n` +
    'endcmap CMapName currentdict /CMap defineresource pop end end';
  const stream = (text: string): string =>
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, n) => `${7 + n * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 /FontDescriptor 5 0 R >>',
    '<< /Type /FontDescriptor /FontName /Any /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    stream(toUnicode),
    ...pages.flatMap((lines, n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${8 + n * 2} 0 R >>`,
      stream(
        lines
          .map(({ text, size = 11, y }) => `BT /F ${size} Tf 60 ${y} Td <${glyphs(text)}> Tj ET`)
          .join('\n'),
      ),
    ]),
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, n) => {
    const at = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
