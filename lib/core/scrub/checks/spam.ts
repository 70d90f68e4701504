import { fold, nameOf, writtenBy } from '../text';
import type { Finding, ScrubLead } from '../types';

/** What is advertised through contact forms. Each group counts once, so that a customer who writes of one of them is heard. */
const topics: ReadonlyArray<[topic: string, words: RegExp]> = [
	[
		'search-engine services',
		/\b(backlinks?|link building|guest post(s|ing)?|seo (expert|service|package|agency|team)s?|rank(ing)? (#|no\.? ?)?1|first page of google|page one of google|domain authority|website traffic)\b/u,
	],
	[
		'gambling',
		/\b(casino|betting tips|slots? bonus|poker|jackpot|1xbet|baccarat)\b|казино|ставки на спорт|игровые автоматы|斗地主|赌场|博彩|カジノ|카지노/u,
	],
	[
		'pills',
		/\b(viagra|cialis|levitra|weight loss pills?|penis enlargement|testosterone booster)\b|виагра/u,
	],
	[
		'money promises',
		/\b(crypto(currency)? (investment|loan|profit|trading)s?|crypto loans?|bitcoin (profit|investment|doubler)|forex signals?|make money (fast|online)|earn \$?\d+ (a|per) (day|week)|passive income|payday loans?|work from home)\b|заработ(ок|ай)|без вложений|инвестиц|быстрые деньги|кредит без/u,
	],
	[
		'adult content',
		/\b(porn|xxx videos?|sex (dating|chat|cam)|escorts?|hot (girls|singles)|onlyfans)\b|знакомства для взрослых|секс|порно/u,
	],
	[
		'mass advertising',
		/\b(click here|buy now|limited time offer|act now|100% free|guaranteed (results|traffic|leads)|bulk (email|sms)s?|email (database|list)s? (for sale|available)|million emails?|unsubscribe from this list|buy cheap)\b|переходи по ссылке|промокод|скидк[аи] \d+|рассылк[аи]|жми сюда|点击(这里|链接)|加微信/u,
	],
];

const link = /(https?:\/\/|www\.)[^\s<>"']+/giu;

/** Advertising and code where a customer would write a message. */
export function findSpam(lead: ScrubLead): Finding[] {
	const written = writtenBy(lead);
	const text = `${fold(nameOf(lead))}\n${written.normalize('NFKC').toLowerCase()}\n${(lead.company ?? '').slice(0, 200).toLowerCase()}`;
	const findings: Finding[] = [];
	const add = (points: number, what: string): void => {
		findings.push({ check: 'spam', points, text: what, reason: 'spamOrBot' });
	};
	const found = topics.filter(([, words]) => words.test(text)).map(([topic]) => topic);
	if (found.length > 0)
		add(Math.min(60, 25 * found.length), `The text advertises ${found.join(', ')}`);
	const links = [...written.matchAll(link)].length;
	if (links >= 2) add(Math.min(40, 10 * links), `There are ${links} links in the message`);
	if (/\[url[=\]]|<a\s+href/i.test(written)) add(40, 'There is link code in the message');
	if (/<script|<iframe|<img[^>]+onerror|javascript:/i.test(written))
		add(60, 'There is program code in the message');
	return findings;
}
