import { style as pictureStyle } from '../drawing/svg/style.ts';

/** How a report looks: light and dark as the reader likes it, on a phone, on paper. */
export const reportStyle = `${pictureStyle}
:root{color-scheme:light dark;--bg:#fff;--fg:#1f2430;--soft:#5c6575;--line:#d5dae2;--field:#f4f6f9;--accent:#1d5fae;--good:#19703f;--poor:#b91c1c;--warn:#8a5300;--quiet:#5c6575;--bar:#3d7cc9;--again:#9aa5b5}
@media(prefers-color-scheme:dark){:root{--bg:#14171c;--fg:#e8ebf0;--soft:#a5aebd;--line:#343b47;--field:#1c2027;--accent:#7db4f5;--good:#5fcf8e;--poor:#ff8f8f;--warn:#f0b55f;--quiet:#a5aebd;--bar:#5c9ae6;--again:#677284}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}footer{padding:1.5rem 1rem 3rem;color:var(--soft);font-size:13px}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2.25rem 0 .6rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:0;display:inline}h4{font-size:.95rem;margin:0 0 .1rem}h5{font-size:.85rem;margin:.8rem 0 .2rem;color:var(--soft);font-weight:600}
p{margin:.4rem 0}a{color:var(--accent)}code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;font-size:13px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:1rem;top:.5rem;background:var(--bg);padding:.4rem .8rem}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;margin:1rem 0 0;padding:0}
.badge{display:inline-block;padding:0 .55rem;border:1px solid currentColor;border-radius:1rem;font-size:13px;line-height:1.5;font-weight:600;white-space:nowrap;color:var(--quiet)}
.badge.is-succeeded{color:var(--good)}.badge.is-failed{color:var(--poor)}.badge.is-waiting,.badge.is-interrupted{color:var(--warn)}.badge.is-running{color:var(--accent)}
.facts,.type,.none,.cut{color:var(--soft)}.facts{font-size:14px}.none{font-style:italic}.cut{font-size:13px}
dl{margin:.2rem 0}.overview{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}.overview dt{color:var(--soft)}.overview dd,.values dd{margin:0;min-width:0}
.values dt{font-weight:600;font-size:14px;margin-top:.35rem}
pre{margin:.2rem 0;padding:.55rem .7rem;background:var(--field);border:1px solid var(--line);border-radius:5px;white-space:pre-wrap;overflow-wrap:anywhere}
.frame{overflow-x:auto}.frame pre{white-space:pre;overflow-wrap:normal;width:max-content;min-width:100%}
summary{cursor:pointer}.whole>summary,.source>summary{color:var(--accent);font-size:13px;padding:.15rem 0}
.one{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:0 .9rem}.one>summary{padding:.55rem 0}.one[open]{padding-bottom:.8rem}.one[open]>summary{border-bottom:1px solid var(--line);margin-bottom:.6rem}
.one:target{border-color:var(--accent)}
.execution+.execution{margin-top:1rem;padding-top:.8rem;border-top:1px dashed var(--line)}
.error{border-left:4px solid var(--poor);padding:.1rem .8rem;margin:.6rem 0;background:var(--field)}
.question{border-left:4px solid var(--warn);padding:.1rem .8rem;margin:.6rem 0;background:var(--field)}
.notes{list-style:none;margin:.2rem 0;padding:0;font-size:14px}.notes li{padding:.1rem 0}.notes time{color:var(--soft);font-size:13px}.notes .kind{font-weight:600}.notes .warning .kind,.notes .node_retrying .kind{color:var(--warn)}.text{white-space:pre-wrap}
.picture,.scroll{overflow-x:auto}.picture{border:1px solid var(--line);border-radius:6px;background:var(--bg)}.picture svg{display:block;margin:0 auto;--paper:transparent}
.picture a:hover text{text-decoration:underline}
.is-succeeded>.box{stroke:var(--good)}.is-failed>.box{stroke:var(--poor);stroke-width:2.5}.is-waiting>.box{stroke:var(--warn);stroke-width:2.5}.is-skipped>.box,.is-pending>.box{stroke-dasharray:4 3}
table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:.2rem .7rem .2rem 0;vertical-align:middle;font-weight:400}thead th{color:var(--soft);font-size:13px;border-bottom:1px solid var(--line)}
.timeline{min-width:34rem}.timeline tbody th{max-width:16rem}.timeline tbody th[scope]{overflow-wrap:anywhere}.timeline td{white-space:nowrap}.timeline td.bar{width:60%}td.num,th.num{text-align:right;font-variant-numeric:tabular-nums}
.bar svg{display:block;width:100%;height:14px}.is-running .broken,.is-waiting .broken{fill:var(--again)}.track{fill:var(--field)}.worked{fill:var(--bar)}.broken{fill:var(--poor)}.reused{fill:var(--again)}.waited{fill:var(--warn)}.bar line{stroke:var(--fg);stroke-width:1;vector-effect:non-scaling-stroke;stroke-dasharray:3 2}
.usage{width:auto}.usage td,.usage th{padding-right:1.5rem}tfoot td,tfoot th{border-top:1px solid var(--line);font-weight:600}
@media(max-width:40rem){.overview{grid-template-columns:1fr;gap:0}.overview dd{margin-bottom:.35rem}h1{font-size:1.3rem}.one{padding:0 .6rem}}
@media print{body{font-size:11pt}nav,.skip{display:none}.one{break-inside:auto}.one>summary,h2,h4,h5{break-after:avoid}.picture,.scroll,.frame{overflow:visible}.picture svg{max-width:100%;height:auto}.frame pre{white-space:pre-wrap;width:auto}.one:not([open])::details-content{content-visibility:visible;display:block;height:auto}}
`;
