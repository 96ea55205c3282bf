import { loadSource } from '/work/main/bench/load-source.js';
import { fillerPassages } from '/work/main/bench/filler-passages.js';
const { wordsOf } = await loadSource('src/knowledge/words.ts');
const ps = fillerPassages(10000);
let t=performance.now(); let n=0; const v=new Set();
for (const p of ps) { for (const w of wordsOf(p)) {n++; v.add(w);} }
console.log('words', performance.now()-t, n, v.size);
const seg=new Intl.Segmenter('zh',{granularity:'word'});
t=performance.now(); let m=0;
for (const p of ps) for (const [r] of p.matchAll(/\p{Script=Han}+/gu)) for (const s of seg.segment(r)) m++;
console.log('seg only', performance.now()-t, m);
t=performance.now(); m=0;
for (const p of ps) { for (const s of seg.segment(p)) m++; }
console.log('seg whole', performance.now()-t, m);
t=performance.now(); m=0;
for (const p of ps) for (const [r] of p.matchAll(/\p{Script=Han}+/gu)) {for (let i=0;i+1<r.length;i++) {v.add(r.slice(i,i+2)); m++}}
console.log('bigrams', performance.now()-t, m);
