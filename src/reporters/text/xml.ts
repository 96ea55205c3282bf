/** A text as the content of an XML element: what XML has no character for is left out. */
export function xmlText(text: string): string {
  return (
    text
      .replace(NOT_XML, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      // A reader would make a line break of it.
      .replace(/\r/g, '&#13;')
      // Build servers take such lines of any output for commands to them.
      .replace(
        /^([ \t]*)(:|#)(?=\2)/gm,
        (_, space: string, sign: string) => `${space}&#${sign.charCodeAt(0)};`,
      )
  );
}

/** `name="value"` for each, parted by spaces. */
export function xmlAttributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${attributeText(String(value))}"`)
    .join(' ');
}

/** Line breaks and tabs would become spaces. */
function attributeText(text: string): string {
  return xmlText(text)
    .replace(/"/g, '&quot;')
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Everything but the characters of XML 1.0 (section 2.2). */
const NOT_XML =
  /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\ud800-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
