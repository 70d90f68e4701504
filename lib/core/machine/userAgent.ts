/**
 * Whether a user agent belongs to a program that acts by itself: a crawler, a link checker, a monitoring service, a mail
 * scanner, an HTTP library. Browsers, apps, televisions and phones that people hold are not. An empty one is a machine's:
 * every browser sends one.
 *
 * Two questions decide. Does it say that it is a machine: by a word (bot, crawler, fetcher, monitor…), by an address where its
 * owner can be reached, by the name of a library? If not, does it say on what device it runs? A person's program names its
 * system; what names neither system nor device is taken for a machine.
 *
 * Linear in the length of the text, of which the first 1,000 characters are read.
 */
export function isBot(userAgent: string | undefined): boolean {
	const text = (userAgent ?? '').trim().slice(0, 1000);
	if (text === '') return true;
	const plain = text.replace(innocent, ' ');
	if (
		machineWords.test(plain) ||
		libraries.test(plain) ||
		contact.test(plain) ||
		renderers.test(plain)
	)
		return true;
	if (incomplete(plain)) return true;
	return !devices.test(plain);
}

/** Names of phones, browsers and parts of them that hold a word of machines. */
const innocent =
	/\bcubot[\w .-]*|\b(?:i?robot(?:ic)?(?:[ _-]?(?:phone|tab))\w*)|\bspider[ _-]?(?:man|web)\b|\bmonitor(?:ing)?[ _](?:tab|phone)|qqdownload|androiddownloadmanager|system alphaserver|\bcrawler[ _]?tab\b|\bmozilla\/5\.0 \(compatible; (?:msie|konqueror)|https?:\/\/(?:www\.)?(?:puffinbrowser|hbbtv|avant)[^\s;)]*/gi;

/** Words by which programs that fetch by themselves call themselves. */
const machineWords = anyOf(
	String.raw`bot(?![a-z]*(?:phone|tab)\b)(?:[^a-df-z]|s\b|$|e\b)|bot\b|\bbots?[\W_\d]`,
	String.raw`(?:^|[^a-z])bot[a-z]|crawl|spider|slurp|scrap(?:e|y|ing|bee)|fetch|scan(?:ner|\b|ning|\/)`,
	String.raw`harvest|archiv(?:e|er|ing)\b|index(?:er|ing)|monitor|uptime|pingdom|\bping\b`,
	String.raw`check(?:er|link|host|\b|s\b|ing)|validat|verif(?:y|ier|ication)|preview|prerender|headless`,
	String.raw`phantom(?:js)?|slimerjs|puppeteer|playwright|selenium|webdriver|lighthouse|pagespeed`,
	String.raw`gtmetrix|inspect|analy[sz](?:er|is|e\b|tics)|audit|probe|survey|research|measurement`,
	String.raw`synthetic|feed(?!\w*back)|rss\b|reader\b(?!.*(?:adobe|mobile))|aggregat|syndicat`,
	String.raw`podcast(?:s|er)?[- ]?(?:index|parser|sync)|\btranscod|thumbnail|screenshot|snap(?:shot|per)`,
	String.raw`favicon|url ?(?:resolver|grabber|expander)|link(?:walker|dex|check|age)`,
	String.raw`web(?:copier|collage|zip|capture|reaper|stripper|mon|thumb|corpcrawl|gains|index)`,
	String.raw`site(?:sucker|snagger|explorer|improve|bulb|lock|map|check|truth|shot)`,
	String.raw`download(?:er|\s?manager|\b)|offline ?(?:explorer|navigator)|mirror|extractor|parser`,
	String.raw`collector|grabber|sniffer|watcher|proxy\b|gateway|security|vulnerab|nikto|nmap|sqlmap`,
	String.raw`masscan|zgrab|censys|shodan|nessus|acunetix|openvas|detect(?:or|ion)|translate|w3c|webhook`,
	String.raw`api[- ]?client|training|\b(?:llm|gpt|ai)[-/ ]`,
	String.raw`(?:claude|anthropic|openai|chatgpt|perplexity|mistral|cohere|gemini)[-/ _]?(?:web|user|search|ai|bot|deep)?`,
	String.raw`mediapartners|adsense|apis-google|google(?!\/)[- ](?!android|app\b|tv|chrome|pixel)`,
	String.raw`facebookexternalhit|facebookcatalog|meta-external|embedly|iframely|whatsapp\/[\d.]+(?: \w)?$`,
	String.raw`telegram|skypeuri|slackbot|discordbot|twitterbot|bingpreview|yahoo!`,
	String.raw`yandex(?!search)[a-z]*\/(?!.*chrome)|baidu(?!boxapp|browser)(?:spider|-)|qwantify|seznam`,
	String.raw`exabot|ia_archiver|heritrix|nutch|larbin|wotbox|dataprovider|barracuda|mimecast|proofpoint`,
	String.raw`safelinks|symantec|trend ?micro|kaspersky|sophos|bitdefender|forcepoint|cisco[- ]|ironport`,
	String.raw`mailguard|messagelabs|urldefense|\bserver\b(?!-bag)|daemon|(?<!user[- ])agent\b`,
	String.raw`service\b(?! pack)|worker\b|plugin|wordpress|joomla|drupal|magento|cms\b|nagios|zabbix`,
	String.raw`datadog|newrelic|statuscake|site24x7|catchpoint|dynatrace|cloudflare|akamai|fastly`,
	String.raw`amazon[- ](?:cloudfront|route)|let'?s encrypt|certificate|ssl(?:labs|scan|yze|\b)|dns\b`,
	String.raw`domain|whois|hosting|expired|brand|copyright|plagiar|turnitin|seo\b|semrush|ahrefs|majestic`,
	String.raw`moz\.com|rogerbot|dotbot|serp|rank|backlink`,
);

/** HTTP clients and the runtimes that fetch by default. */
const libraries = anyOf(
	String.raw`\b(?:curl|libcurl|wget|lwp|libwww-?perl|python|urllib|aiohttp|httpx|requests|mechanize|twisted|tornado|okhttp(?!.*(?:android|mobile))|apache-http|httpclient|http[_ -]?client|http\.rb|httpie|http_request|pecl|guzzle|phpcrawl|php|zend|symfony|snoopy|pear|java\/|jakarta|jersey|jetty|akka|netty|vertx|spray-can|unirest|resty|rest-?client|restsharp|retrofit|typhoeus|faraday|ruby|perl|go-http|fasthttp|colly|golang|rust|reqwest|hyper|node(?:js|-fetch|\.js)|axios|got \(|superagent|undici|needle|deno|bun\/|postman|insomnia|soap|xmlrpc|indy library|wininet|winhttp|powershell|libfetch|aria2|axel|wpull|httrack|httpunit|htmlunit|jsdom|cheerio|scala|clojure|erlang|elixir|hackney|lua|dart[ /](?:\d|:)|electronhttp|docker|containerd|helm|kubernetes|kube|maven|gradle|npm\/|yarn\/|pip\/|apt\b|debian apt|yum|dnf|mercurial|nscurl|icap|rclone|s3cmd|boto|aws-|azure-|gcloud|terraform|ansible|buildah|cpprest|qtwebkit-?test|embarcadero|synapse|winhttprequest|microsoft (?:url control|bits|data access)|msoffice existence|webdav|davfs|cadaver|gvfs|neon\/|serf\/)`,
);

/** An address of the owner: browsers carry none. */
const contact =
	/(?:\+ ?|\(|; ?|^|\s)https?:\/\/|\bwww\.[a-z0-9-]+\.[a-z]{2,}|[\w.+-]+(?:@|\[at\]|\(at\)| at )[\w-]+(?:\.| dot |\[dot\])[a-z]{2,}|\binfo@|\babuse\b|\b[a-z0-9-]+\.(?:com|net|org)\/|\+[a-z0-9-]+\.[a-z]{2,}\//i;

/** Browsers run by a program to look at pages. */
const renderers =
	/like gecko; compatible;|google-read-aloud|googleweblight|chrome-lighthouse|moto g power \(2022\)|nexus 5x build\/mmb29p|hotjar|bytespider/i;

/** 'Mozilla/5.0' and hardly more: what copies a browser's beginning only. */
function incomplete(text: string): boolean {
	return /^mozilla(?:\/\d(?:\.\d+)?)?\s*(?:\([^)]{0,14}\))?\s*$/i.test(text);
}

/** Systems and devices that people hold. */
const devices = anyOf(
	String.raw`android|iphone|\biph\d|fb(?:an|av|pn)\/|watchos|ipad|ipod|\bios\b|ios[/ ]\d|darwin|cfnetwork`,
	String.raw`mac ?os|macintosh|mac_powerpc|windows(?: nt| phone| ce| \d| mobile|;|\))`,
	String.raw`win(?:9[58x]|nt|32|64|1[01]|dows)\b|x11|wayland|linux[ ;)]|linux\/|ubuntu|fedora|freebsd`,
	String.raw`openbsd|netbsd|sunos|irix|openvms|hp-ux|\bos\/2|beos|haiku|amiga|risc os|morphos|aros|cros `,
	String.raw`chromeos|symbian|series ?[346]0|s60|nokia|blackberry|bb10|playbook|webos|web0s|tizen|bada`,
	String.raw`kaios|maui|mre\/|midp|cldc|brew|j2me|up\.browser|\bup\/\d|\bwap|jig browser|screen-\d`,
	String.raw`\bps[2-5]\b|kreatv|omi\/\d|ms-?office|up\.link|netfront|obigo|teleca|openwave|dolfin|polaris`,
	String.raw`jasmine|blazer|palm|hiptop|danger|docomo|kddi|softbank|vodafone|j-phone|willcom|sonyericsson`,
	String.raw`samsung|lge?[-/ ]|motorola|mot-|sagem|panasonic|sharp|sanyo|alcatel|huawei|zte|htc|lenovo`,
	String.raw`xiaomi|philips|toshiba|playstation|psp|nintendo|wii|xbox|dreamcast|segasaturn|hbbtv`,
	String.raw`smart-?tv|netcast|netrange|viera|bravia|aquos|roku|appletv|apple ?tv|googletv|crkey|ce-html`,
	String.raw`opera tv|nettv|kindle|silk\/|nook|kobo|tesla|qnx|openharmony|harmonyos|fuchsia|mobile;`,
	String.raw`tablet;|lynx|links \(|elinks|w3m|dillo|netsurf|mosaic|galeon|konqueror|epiphany|outlook`,
	String.raw`thunderbird|lotus-notes|eudora|postbox|the bat|airmail|spark|microsoft office|podimo|spotify`,
	String.raw`itunes|quicktime|vlc|winamp|foobar|webtv|msn |aol |opera[/ ]|presto|firefox\/|gecko\/`,
	String.raw`trident|msie \d`,
);

/** One pattern out of lines of alternatives; case does not matter. */
function anyOf(...lines: string[]): RegExp {
	return new RegExp(lines.join('|'), 'i');
}
