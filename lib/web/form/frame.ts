/** Runs in a form that another website shows in a frame: tells it how high the form is, and where to go afterwards. */
export const frameScript = `(function(){
var last=0;
function tell(m){m.leadForm=1;parent.postMessage(m,'*')}
function size(){var h=Math.ceil(document.querySelector('main').getBoundingClientRect().height);if(h!==last){last=h;tell({height:h})}}
size();addEventListener('load',size);addEventListener('resize',size);
if(window.ResizeObserver)new ResizeObserver(size).observe(document.querySelector('main'));
addEventListener('keydown',function(e){if(e.key==='Escape')tell({close:1})});
var s=document.getElementById('summary');if(s){s.focus();tell({top:1})}
var d=document.querySelector('[data-done]');if(d){tell({done:1});if(d.getAttribute('data-go'))tell({go:d.getAttribute('data-go')})}
})();`;
