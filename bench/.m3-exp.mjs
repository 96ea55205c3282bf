import { loadSource } from '/work/main/bench/load-source.js';
import { fillerPassages } from '/work/main/bench/filler-passages.js';
import { readFile, readdir } from 'node:fs/promises';
import MiniSearch from 'minisearch';
const dir='/work/main/bench/data/knowledge';
const set = process.argv[2] ?? 'tune-questions';
const filler = Number(process.argv[3] ?? 10000);
const src = await loadSource('src/knowledge/word-index.ts','src/knowledge/read/markdown.ts','src/knowledge/cut-passages.ts');
if (process.argv[5]) Object.assign(src.P, JSON.parse(process.argv[5]));
const passages=[];
for (const f of (await readdir(dir+'/documents')).sort()) passages.push(...src.cutPassages(f, src.readMarkdown(await readFile(dir+'/documents/'+f,'utf8'))));
const needles = passages.length;
if (filler) for (const [n,text] of fillerPassages(filler-needles).entries()) passages.push({text, source:{file:`notes/${n}.txt`,headings:[],page:null,line:1}});
const chars=passages.reduce((s,p)=>s+p.text.length,0);
let t=performance.now();
const index=new src.WordIndex();
passages.forEach((p,n)=>index.add(n,p.source.file.replace(/\.[^.]*$/,'')+' '+p.source.headings.join(' '),p.text));index.search('x',1,()=>({headings:'',text:''}));
const tIndex=performance.now()-t;
console.log({passages:passages.length,needles,chars,tIndex});
const plain=new MiniSearch({fields:['title','text']});
t=performance.now(); plain.addAll(passages.map((p,id)=>({id,text:p.text,title:p.source.headings.join(' ')}))); console.log('plain index', performance.now()-t);
const qs=(await readFile(`${dir}/${set}.tsv`,'utf8')).trim().split('\n').map(l=>l.split('\t'));
const head=n=>passages[n]?.source.headings.at(-1);
const stat={};
const times=[];
const wrong=[], un=[];
for (const [want,q] of qs){
  const lang=/\p{Script=Han}/u.test(q)?'zh':'en';
  const s=stat[lang]??={n:0,hit:0,plain:0,kept:0,keptRight:0,un:0,let:0,r3:0};
  const t0=performance.now(); const r=index.search(q,32,id=>({headings:passages[id].source.file.replace(/\.[^.]*$/,'')+' '+passages[id].source.headings.join(' '),text:passages[id].text})); times.push(performance.now()-t0);
  const top=r[0];
  if (want==='-'){ s.un++; if((top?.score??0)>=.7) s.let++; un.push([top?.score?.toFixed(3),q,top&&(head(top.id)??passages[top.id].text.slice(0,30))]); continue; }
  s.n++;
  const right=top&&head(top.id)===want;
  if(right) s.hit++; 
  if (r.slice(0,3).some(h=>head(h.id)===want)) s.r3++;
  if ((top?.score??0)>=.7) {s.kept++; if(right) s.keptRight++;}
  if(!right||top.score<.7) wrong.push([right?'low':'WRONG',top?.score?.toFixed(3),q,want, top&&head(top.id)]);
  const p=plain.search(q)[0]; if(p&&head(p.id)===want) s.plain++;
}
times.sort((a,b)=>a-b);
console.log(set, stat, 'p50', times[times.length>>1].toFixed(2),'p95',times[Math.floor(times.length*.95)].toFixed(2));
if (process.argv[4]!=='-q'){ console.log(wrong.map(w=>w.join(' | ')).join('\n')); un.sort((a,b)=>b[0]-a[0]); console.log(un.map(w=>w.join(' | ')).join('\n')); }
