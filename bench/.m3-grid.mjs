import { loadSource } from '/work/main/bench/load-source.js';
import { fillerPassages } from '/work/main/bench/filler-passages.js';
import { readFile, readdir } from 'node:fs/promises';
const dir='/work/main/bench/data/knowledge';
const src = await loadSource('src/knowledge/word-index.ts','src/knowledge/read/markdown.ts','src/knowledge/cut-passages.ts');
const base=[];
for (const f of (await readdir(dir+'/documents')).sort()) base.push(...src.cutPassages(f, src.readMarkdown(await readFile(dir+'/documents/'+f,'utf8'))));
const sets=[];
for (const filler of [0,3000]) {
  const passages=[...base];
  if (filler) for (const [n,text] of fillerPassages(filler).entries()) passages.push({text, source:{file:`notes/${n}.txt`,headings:[]}});
  const index=new src.WordIndex();
  passages.forEach((p,n)=>index.add(n,p.source.file.replace(/\.[^.]*$/,'')+' '+p.source.headings.join(' '),p.text));
  sets.push({passages,index});
}
const qs=(await readFile(`${dir}/tune-questions.tsv`,'utf8')).trim().split('\n').map(l=>l.split('\t'));
function run(params){
  Object.assign(src.P,params);
  const ans=[],un=[]; let hit=0,n=0;
  for (const {passages,index} of sets) for (const [want,q] of qs){
    const top=index.search(q,32,id=>({headings:passages[id].source.file.replace(/\.[^.]*$/,'')+' '+passages[id].source.headings.join(' '),text:passages[id].text}))[0];
    if (want==='-') un.push(top?.score??0);
    else { n++; const right=top&&passages[top.id].source.headings.at(-1)===want; if(right){hit++; ans.push(top.score);} else ans.push(0);}
  }
  un.sort((a,b)=>b-a);
  const limit=un[0];
  return {hit,n,max:limit, keptAtMax:ans.filter(s=>s>limit).length, kept2:ans.filter(s=>s>un[3]).length, thr:limit};
}
const res=[];
for (const part of [.2,.3]) for (const unseenPart of [.25,.4,.6,.8]) for (const unseen of [.6,.8,1]) for (const common of [.15,.25,.35]) for (const single of [.4,.6]) res.push([{part,single,common,unseen,unseenPart,power:.5}]);
for (const r of res) r.push(run(r[0]));
res.sort((a,b)=>(b[1].keptAtMax+b[1].kept2+b[1].hit)-(a[1].keptAtMax+a[1].kept2+a[1].hit));
for (const r of res.slice(0,12)) console.log(JSON.stringify(r));
console.log(JSON.stringify(res.at(-1)));
