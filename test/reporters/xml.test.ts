import { describe, expect, it } from 'vitest';
import { xmlAttributes, xmlText } from '../../src/reporters/text/xml.ts';

describe('a text in XML', () => {
  it('is no command to the build server that prints it', () => {
    const text = xmlText('a\n::error::b\n  ##[error]c\r::d\n a::b');
    expect(text).toBe('a\n&#58;:error::b\n  &#35;#[error]c&#13;::d\n a::b');
    expect(text).not.toMatch(/^\s*(::|##)/m);
  });

  it('keeps its line breaks as an attribute', () => {
    expect(xmlAttributes({ a: 'x\r\n\t"y"' })).toBe('a="x&#13;&#10;&#9;&quot;y&quot;"');
  });
});
