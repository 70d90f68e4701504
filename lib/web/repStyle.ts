/**
 * Style of the pages that reps work on, beside that of every page. A page takes no click in its first half second: the second
 * click of a double click would press whatever the answer to the first has at that place.
 */
export const repStyle = `
main{animation:settle .5s}@keyframes settle{from,to{pointer-events:none}}
ul.leads{list-style:none;margin:0;padding:0}ul.leads li{padding:.7rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}ul.leads li:last-child{border:0}
ul.leads p{margin:.15rem 0 0}ul.leads a{color:var(--link)}
.tag{display:inline-block;font-size:.8rem;padding:.05rem .5rem;border:1px solid var(--line);border-radius:1rem;white-space:nowrap}
.tag.hot{background:#b3261e;border-color:#b3261e;color:#fff}.tag.warm{background:#f5c451;border-color:#f5c451;color:#2b1d00}
.late{color:light-dark(#a3150d,#ffb4ab)}
.said{padding:.7rem .9rem;border-left:4px solid var(--accent);background:var(--back)}
.next{padding:.2rem 1rem 1rem;border:1px solid var(--line);border-radius:.4rem}.next button{width:100%}
.button.quiet{background:transparent;color:var(--text);border-color:var(--line)}.reach .button{margin:0 .4rem .4rem 0;overflow-wrap:anywhere}.figure{text-align:right;white-space:nowrap}
form{margin:.6rem 0}details.act{border:1px solid var(--line);border-radius:.4rem;margin:.6rem 0;padding:0 .9rem}
details.act>summary{cursor:pointer;font-weight:600;padding:.7rem 0}details.act[open]{padding-bottom:.6rem}
ol.stages{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem;margin:0 0 1rem;padding:0}ol.stages li{flex:1 1 auto;text-align:center;font-size:.875rem;padding:.3rem .5rem;border-radius:.3rem;background:var(--back);color:var(--soft)}
ol.stages li[aria-current]{background:var(--accent);color:var(--on);font-weight:600}ol.stages li.past{color:var(--text)}
ul.todo{list-style:none;margin:0;padding:0}ul.todo li{display:flex;gap:.8rem;align-items:center;justify-content:space-between;padding:.5rem 0;border-bottom:1px solid var(--line)}ul.todo form{margin:0}ul.todo button{padding:.35rem .8rem}ul.todo .done{text-decoration:line-through;color:var(--soft)}
`;
