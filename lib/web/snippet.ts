/**
 * The script that a website includes with one line; it is served by the public address itself and talks to nobody else.
 *
 * Page views (also of single-page apps), campaign parameters and click ids with the address, active time: seconds in which the page
 * was visible and the visitor did something within the last 30. Time is sent when the page is hidden or left, so that the last page
 * counts too. A visitor who asks not to be tracked (GPC, DNT) is not, unless the owner says otherwise.
 *
 * A page was touched by somebody when a pointer moved, a wheel or finger turned, a key or button was pressed. A browser also reports a
 * pointer that has not moved when a page appears under it, and scrolls by itself: neither shows a person.
 *
 * While time is counted it is also noted in the browser twice a second: of a tab that was killed, the next page of the website sends
 * it. A link of a mail says whose visit it is for as long as the tab is open; what is noted says it too.
 *
 * Attributes of the script element: `data-consent="wait"` waits for `leadTrack.consent()`; `data-cookieless` keeps nothing in the
 * browser; `data-forms` reports submitted forms (that one was sent, never what was in it) and adds the visitor's id to them as
 * `lt_visitor`, so that the lead they make gets the visits before it.
 * `leadTrack.event('video.watch', {value: 1})` reports anything else.
 */
export const snippet = `(function(w,d,n){
var s=d.currentScript;if(!s||w.leadTrack)return;
var o=s.dataset,U=s.src.split('?')[0]+'?v=1',free='cookieless' in o,asks=n.globalPrivacyControl||n.doNotTrack=='1',
q=[],on=0,url,page,k,act,part,last,seen,hit,nth,note;
function id(){return Math.random().toString(36).slice(2,12)+Date.now().toString(36)}
function now(){return w.performance.now()}
function kept(f,x){try{return free?x:f(w.localStorage,w.sessionStorage)}catch(e){return x}}
function get(a){return kept(function(l){return l.getItem(a)})}
function set(a,b){kept(function(l){l.setItem(a,b)})}
var v=get('lt_v')||id();
function push(e){e.i=e.i||id();e.u=e.u||url;e.a=Date.now();q.push(e)}
function send(){if(!q.length||!on)return;
var b=JSON.stringify({v:v,k:k,n:Date.now(),e:q.splice(0,20)});
if(!(n.sendBeacon&&n.sendBeacon(U,b)))fetch(U,{method:'POST',body:b,keepalive:true,mode:'no-cors'}).catch(function(){})}
function add(){var t=now();if(last!=null&&act<1800)act+=Math.max(0,Math.min(t,seen+3e4)-last)/1e3;last=d.visibilityState=='hidden'?null:t}
function time(){add();var x=Math.round((act-part)*10)/10;return x>=.5&&{t:'d',s:x,h:hit,i:page+'-'+nth,u:url,a:Date.now()}}
function forget(){kept(function(l){l.removeItem(note)})}
function flush(){var e=time();if(e){q.push(e);part+=e.s;nth++}forget();send()}
function tick(){var e=last!=null&&time();if(e){e.k=k||'';set(note,JSON.stringify(e))}}
function found(){kept(function(l){Object.keys(l).forEach(function(a){if(!a.indexOf('lt_d')){var e=JSON.parse(l[a]);if(Date.now()-e.a>5e3){q.push(e);l.removeItem(a)}}})})}
function view(){if(url)flush();var r=url||d.referrer,m=/[?&]lt=([\\w.-]+)/.exec(location.search);if(m)k=m[1];
k=kept(function(l,b){if(k)b.setItem('lt_k',k);return b.getItem('lt_k')},k)||k;
url=location.href.replace(/([?&])lt=[\\w.-]+&?/,'$1').replace(/[?&](?=#|$)/,'');page=id();note='lt_d'+page;act=part=hit=nth=0;last=d.visibilityState=='hidden'?null:now();seen=now();
var l=+get('lt_t')||0;if(Date.now()-l>18e5)push({t:'s',r:r});set('lt_t',Date.now());set('lt_v',v);
push({t:'p',r:r,i:page,c:d.title.slice(0,200)});setTimeout(send,0)}
function did(e){if(!e.isTrusted||e.movementX===0&&e.movementY===0&&e.type=='pointermove')return;
add();seen=now();if(e.type!='scroll')hit=1;if(last==null&&d.visibilityState!='hidden')last=seen;set('lt_t',Date.now())}
function start(){if(on)return;on=1;found();view();setInterval(tick,500);
['pointerdown','pointermove','keydown','wheel','scroll','touchstart'].forEach(function(e){w.addEventListener(e,did,{passive:true,capture:true})});
d.addEventListener('visibilitychange',function(){if(d.visibilityState=='hidden')flush();else{last=seen=now()}});
w.addEventListener('pagehide',flush);
['pushState','replaceState'].forEach(function(f){var g=history[f];history[f]=function(){var a=location.pathname+location.search;g.apply(this,arguments);if(location.pathname+location.search!=a)view()}});
w.addEventListener('popstate',view);
if('forms' in o)d.addEventListener('submit',function(e){var f=e.target,i=f.elements.lt_visitor;if(!i){i=d.createElement('input');i.type='hidden';i.name='lt_visitor';f.appendChild(i)}i.value=v;k=void kept(function(l,b){b.removeItem('lt_k')});push({t:'f'});send()},true)}
w.leadTrack={event:function(t,p){push({t:'x',x:t,p:p});send()},consent:start,visitor:function(){return v}};
if(asks&&o.privacy!='off')return;
if(o.consent!='wait')start()
})(window,document,navigator);`;

/** The one line to paste into a website. */
export function snippetTag(publicAddress: string): string {
	return `<script async src="${publicAddress}?s=1"></script>`;
}
