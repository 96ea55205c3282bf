import { loadSource } from '/work/main/bench/load-source.js';
import { fillerPassages } from '/work/main/bench/filler-passages.js';
import { readFile, readdir } from 'node:fs/promises';
const dir='/work/main/bench/data/knowledge';
const src = await loadSource('src/knowledge/word-index.ts','src/knowledge/read/markdown.ts','src/knowledge/cut-passages.ts','src/knowledge/question.ts','src/knowledge/terms.ts','src/knowledge/common-words.ts');
Object.assign(src.P,{unknown:1,part:.35,text:.85,twice:.925,single:.6,common:.5});
const base=[];
for (const f of (await readdir(dir+'/documents')).sort()) base.push(...src.cutPassages(f, src.readMarkdown(await readFile(dir+'/documents/'+f,'utf8'))));
const sets=[];
for (const filler of [0,3000]) {
  const passages=[...base];
  if (filler) for (const [n,text] of fillerPassages(filler).entries()) passages.push({text, source:{file:`notes/${n}.txt`,headings:[]}});
  const index=new src.WordIndex();
  const head=p=>p.source.file.replace(/\.[^.]*$/,'')+' '+p.source.headings.join(' ');
  const df=new Map();
  passages.forEach((p,n)=>{index.add(n,head(p),p.text); for (const t of new Set(src.termsOf(head(p)+'\n'+p.text))) df.set(t,(df.get(t)??0)+1);});
  sets.push({passages,index,df,head});
}
const qs=(await readFile(`${dir}/tune-questions.tsv`,'utf8')).trim().split('\n').map(l=>l.split('\t'));
const weight=(N,f,unk)=>{const r=Math.log(1+(N+20)/(f+1)); return f===0?unk*r:r;};
function covOf(units,terms){ let s=0,w=0; for(const u of units){ w+=u.w; let m=0; for(const [t,p] of u.parts) if(terms.has(t)) m+=p; s+=u.w*m;} return s/w; }
function run({unk,part,single,beta,n,mid,common},show){
  const ans=[],un=[]; let hit=0,total=0; const log=[];
  for (const {passages,index,df,head} of sets) { for (const [want,q] of qs){
    const units=src.askedWords(q).map(({text,unspaced})=>{
      if(!unspaced) return {text,w:weight(passages.length,df.get(text)??0,unk),parts:[[text,1]]};
      const cs=src.charactersOf(text); if(cs.length===1) return {text,w:single*weight(passages.length,df.get(text)??0,unk),parts:[[text,1]]};
      const ps=src.pairsOf(text);
      return {text,w:weight(passages.length,Math.min(...ps.map(p=>df.get(p)??0)),unk),parts:[...cs.map(c=>[c,part/cs.length]),...ps.map(p=>[p,(1-part)/ps.length])]};
    });
    for(const u of units) if(src.commonWords.has(u.text)) u.w*=common;
    const cands=index.search(q).slice(0,30).map(({id})=>{
      const p=passages[id];
      const H=new Set(src.termsOf(head(p)));
      const full=new Set([...H,...src.termsOf(p.text)]);
      const sents=p.text.split(/(?<=[。！？；;])|(?<=[.!?])\s+|\n/).filter(s=>s.trim());
      let best=0;
      for(let i=0;i<sents.length;i++){ const t=new Set([...src.termsOf(sents.slice(i,i+n).join(' ')), ...(mid?H:[])]); best=Math.max(best,covOf(units,t)); }
      const c=covOf(units,full), h=covOf(units,H);
      return {id,score:Math.sqrt((1-beta)*.9*c+beta*.9*best+0.1*h)};
    }).sort((a,b)=>b.score-a.score);
    const top=cands[0];
    if (want==='-') {un.push(top?.score??0);log.push([top?.score?.toFixed(3),'UN',q,units.map(u=>u.text+':'+u.w.toFixed(1)).join(' '),top&&passages[top.id].text.slice(0,25)]);}
    else { total++; const right=top&&passages[top.id].source.headings.at(-1)===want; if(right){hit++; ans.push(top.score);} else ans.push(0); log.push([top?.score?.toFixed(3),right?'ok':'WRONG',q,want,units.map(u=>u.text+':'+u.w.toFixed(1)).join(' ')]);}
  }}
  un.sort((a,b)=>b-a);
  if(show) console.log(log.sort((a,b)=>b[0]-a[0]).map(l=>l.join(' | ')).join('\n'));
  return {hit,total,max:un[0].toFixed(3),kept:ans.filter(s=>s>un[0]).length,kept2:ans.filter(s=>s>un[3]).length};
}
for (const unk of [.8,1]) for (const beta of [0,.3,.5,.7,.9]) for (const n of [1,2]) for (const mid of [false,true]) for (const part of [.2,.35]) for (const common of [.3,.5])
 { const r=run({unk,part,single:.6,beta,n,mid,common}); (globalThis.R??=[]).push([{unk,beta,n,mid,part,common,single:.6},r]); }
R.sort((a,b)=>(b[1].kept+b[1].kept2+b[1].hit)-(a[1].kept+a[1].kept2+a[1].hit));
for (const r of R.slice(0,14)) console.log(JSON.stringify(r));
if (process.argv[2]) run({...R[0][0],single:.6},true);
