import type { NameParts } from './split';

const eastern =
	/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々・ \u3000]+$/u;
const courtesy = /\s*(さん|さま|様|先生|氏|くん|君|ちゃん|님|씨|先生|女士|小姐)$/u;

/**
 * Names in Han, kana or Hangul that are written with a space: the family name comes first. Without a space nothing tells
 * where one ends (Chinese, Japanese and Korean differ), so the whole is kept as one. Undefined for every other script.
 */
export function splitLocalOrder(text: string): NameParts | undefined {
	if (!eastern.test(text)) return undefined;
	const salutation = courtesy.exec(text)?.[1];
	const bare = text.replace(courtesy, '').trim();
	const [family = '', ...given] = (bare === '' ? text : bare).split(/[ \u3000]+/u);
	return {
		...(salutation && bare !== '' ? { salutation } : {}),
		...(given.length > 0
			? { firstName: given.join(' '), lastName: family }
			: { firstName: family }),
	};
}
