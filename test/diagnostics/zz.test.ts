import { it, expect } from 'vitest';
import { graphemes } from '../../src/diagnostics/graphemes.ts';
it('pairs', () => {
  const seg = new Intl.Segmenter(undefined,{granularity:'grapheme'});
  const simple: string[] = [];
  const re = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d]$/;
  for (let c=32;c<0x10000;c++) { const s=String.fromCharCode(c); if (re.test(s)) simple.push(s); }
  // each pairs with a sample
  const sample = simple.filter((_,i)=>i%700===0).concat(['a',' ','가','각','ー','ﾞ'.length?'ｱ':'']);
  let bad=0; for (const a of simple) for (const b of sample) { if ([...seg.segment(a+b)].length!==2 || [...seg.segment(b+a)].length!==2) if (bad++<10) console.log(a.charCodeAt(0).toString(16),b.charCodeAt(0).toString(16)); }
  console.log(simple.length, bad); expect(bad).toBe(0);
});
