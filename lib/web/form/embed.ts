import type { Words } from '../../core/form/words';
import { html, type Html } from '../html';

/**
 * The script that a website includes to show a form: in its place, or as a dialog. It talks to nobody but the form, which stands in a
 * frame of its own, and works on without it: what cannot be framed is a link.
 *
 * Attributes of the script element: `data-show="popup"` with `data-delay` (seconds), `data-scroll` (per cent), `data-exit` (the pointer
 * leaves the page upwards); the first of them opens it. `data-days` (30) keeps it away after it was seen, a year after it was sent.
 * Elements with `data-lead-form` open it on demand. `data-cookieless` keeps nothing in the browser.
 * Where the website's own script runs too, the form knows whose visits those were.
 * A visitor's first address with a campaign is remembered for the visit, so that the form knows it on a later page.
 */
export function embedScript(words: Words): string {
	return script
		.replace('__OPEN__', () => JSON.stringify(words.open))
		.replace('__CLOSE__', () => JSON.stringify(words.close));
}

const script = `(function(w,d){
var s=d.currentScript;if(!s)return;
var o=s.dataset,base=s.src.split('?')[0],key='lf:'+base,free='cookieless' in o,OPEN=__OPEN__,CLOSE=__CLOSE__;
function store(kind,a,b){try{if(free)return null;var k=w[kind];if(b===undefined)return k.getItem(a);k.setItem(a,b)}catch(e){return null}}
var here=location.href.replace(/([?&])lt=[\\w.-]+&?/,'$1').replace(/[?&](?=#|$)/,'').slice(0,2000),from=d.referrer.slice(0,1000);
if(/[?&](utm_\\w+|gclid|gbraid|wbraid|fbclid|msclkid|li_fat_id|ttclid|twclid)=/.test(here)){store('sessionStorage','lf:u',here);store('sessionStorage','lf:r',from)}
var lt=/[?&]lt=([\\w.-]+)/.exec(location.search);
function address(){
var u=store('sessionStorage','lf:u')||here,r=store('sessionStorage','lf:u')?store('sessionStorage','lf:r')||'':from;
return base+'?e=1&u='+encodeURIComponent(u)+(r?'&r='+encodeURIComponent(r):'')+(lt?'&lt='+lt[1]:'')+(w.leadTrack?'&v='+w.leadTrack.visitor():'')}
function frame(title,heard){
var f=d.createElement('iframe');f.title=title;f.src=address();f.style.cssText='display:block;width:100%;border:0;height:480px;background:transparent;color-scheme:normal';
w.addEventListener('message',function(e){
var m=e.data;if(e.source!==f.contentWindow||!m||m.leadForm!==1)return;
if(m.height>0)f.style.height=Math.min(m.height,10000)+'px';
if(m.top&&f.scrollIntoView)f.scrollIntoView({block:'start'});
if(m.done)store('localStorage',key,String(Date.now()+31536e6));
if(typeof m.go==='string'&&/^https?:/i.test(m.go))location.assign(m.go);
heard(m)});
return f}
function link(){var a=d.createElement('a');a.href=base;a.textContent=o.title||OPEN;return a}
function inline(){
var a=link(),f=frame(o.title||OPEN,function(){if(a.parentNode)a.parentNode.removeChild(a);f.style.visibility='visible'});
f.style.visibility='hidden';s.parentNode.insertBefore(f,s.nextSibling);s.parentNode.insertBefore(a,f)}
var box;
function build(){
box=d.createElement('dialog');box.setAttribute('aria-label',o.title||OPEN);
box.style.cssText='box-sizing:border-box;width:min(34rem,calc(100vw - 2rem));max-width:none;max-height:calc(100vh - 2rem);margin:auto;padding:0;border:1px solid rgba(127,127,127,.4);border-radius:12px;overflow:auto;background:Canvas;color:CanvasText;color-scheme:light dark;box-shadow:0 20px 60px rgba(0,0,0,.35)';
var x=d.createElement('button');x.type='button';x.setAttribute('aria-label',CLOSE);x.textContent='\\u00d7';
x.style.cssText='position:sticky;top:0;float:right;margin:6px 6px 0 0;width:44px;height:44px;border:0;border-radius:8px;background:transparent;color:inherit;font:28px/1 system-ui,sans-serif;cursor:pointer;z-index:1';
x.onclick=function(){box.close()};
var f=frame(o.title||OPEN,function(m){if(m.close)box.close()});
f.style.clear='both';
box.appendChild(x);box.appendChild(f);d.body.appendChild(box);
box.addEventListener('click',function(e){if(e.target===box)box.close()});
try{var c=new CSSStyleSheet();c.replaceSync('dialog[data-lead-form-box]::backdrop{background:rgba(10,15,25,.55)}');box.setAttribute('data-lead-form-box','');d.adoptedStyleSheets=d.adoptedStyleSheets.concat(c)}catch(e){}}
function open(){
if(box&&box.open)return;if(!w.HTMLDialogElement){location.assign(base);return}
if(!box)build();box.showModal();
store('localStorage',key,String(Date.now()+(+o.days||30)*864e5))}
function popup(){
var seen=+store('localStorage',key)||0,timer;
if(seen>Date.now())return;
function busy(){var a=d.activeElement;return d.querySelector('dialog[open]')||a&&/^(INPUT|TEXTAREA|SELECT)$/.test(a.tagName)}
function now(){if(busy()){clearTimeout(timer);timer=setTimeout(now,3000);return}off();open()}
function scrolled(){var h=d.documentElement;if(h.scrollTop+h.clientHeight>=h.scrollHeight*Math.min(100,+o.scroll||50)/100-1)now()}
function left(e){if(!e.relatedTarget&&e.clientY<=0)now()}
function off(){clearTimeout(timer);w.removeEventListener('scroll',scrolled);d.removeEventListener('mouseout',left)}
if('scroll' in o){w.addEventListener('scroll',scrolled,{passive:true})}
if('exit' in o)d.addEventListener('mouseout',left);
if('delay' in o||!('scroll' in o||'exit' in o))timer=setTimeout(now,(o.delay===''||o.delay===undefined?10:+o.delay||0)*1000)}
d.addEventListener('click',function(e){var a=e.target.closest&&e.target.closest('[data-lead-form]');if(a&&a!==s){e.preventDefault();open()}});
function ready(f){if(d.body&&d.readyState!=='loading')f();else d.addEventListener('DOMContentLoaded',f)}
if(o.show==='popup')ready(popup);else if(o.show!=='button')inline();
w.leadForm={open:function(){ready(open)}};
})(window,document);`;

/** What is pasted into a website, by how the form is shown. */
export function snippetsOf(address: string): Array<{ name: string; about: string; code: string }> {
	const tag = (attributes: string) => `<script async src="${address}?s=1"${attributes}></script>`;
	const fallback = `<noscript><a href="${address}">Open the form</a></noscript>`;
	return [
		{
			name: 'Inline',
			about: 'Shows the form where the line stands, as high as it needs to be.',
			code: `${tag('')}\n${fallback}`,
		},
		{
			name: 'Pop-up after a delay',
			about: 'Opens after ten seconds, once per visitor in 30 days.',
			code: `${tag(' data-show="popup" data-delay="10" data-days="30"')}\n${fallback}`,
		},
		{
			name: 'Pop-up on exit',
			about:
				'Opens when the pointer leaves the page upwards, and after a minute where there is no pointer.',
			code: `${tag(' data-show="popup" data-exit data-delay="60" data-days="30"')}\n${fallback}`,
		},
		{
			name: 'Pop-up on scroll',
			about: 'Opens when half of the page has been read.',
			code: `${tag(' data-show="popup" data-scroll="50" data-days="30"')}\n${fallback}`,
		},
		{
			name: 'Pop-up by a link',
			about:
				'Opens when the link is followed, and never by itself; without scripts it leads to the form.',
			code: `${tag(' data-show="button"')}\n<a href="${address}" data-lead-form>Contact us</a>`,
		},
		{ name: 'Link', about: 'Leads to the form’s own page.', code: address },
	];
}

/** The page for whoever builds the website. */
export function snippetsBody(address: string, allowedOrigins: readonly string[]): Html {
	return html`<div class="about">
		<h1>Put this form into your website</h1>
		${
			allowedOrigins.length === 0
				? html`<p role="status">
						<strong
							>First name your website under 'Allowed Origins' of the Lead Capture Trigger</strong
						>, e.g. https://www.example.com. Until then other websites cannot show the form; a link
						works at once.
					</p>`
				: html`<p>Websites that may show it: ${allowedOrigins.join(', ')}.</p>`
		}
		${snippetsOf(address).map(
			({ name, about, code }, index) =>
				html`<h2 id="s-${index}">${name}</h2>
					<p class="soft">${about}</p>
					<textarea readonly rows="3" aria-labelledby="s-${index}">${code}</textarea>`,
		)}
	</div>`;
}
