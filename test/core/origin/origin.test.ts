import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { channelOf, channelOfVisit, trafficOf } from '../../../lib/core/origin/channel';
import { readCampaign } from '../../../lib/core/origin/clickIds';
import { readReferrer } from '../../../lib/core/origin/referrer';

describe('referrers', () => {
	it.each([
		['https://www.google.co.uk/', 'search', 'Google'],
		['https://www.bing.com/search?q=crm', 'search', 'Bing'],
		['https://search.yahoo.com/search?p=crm', 'search', 'Yahoo!'],
		['https://duckduckgo.com/', 'search', 'DuckDuckGo'],
		['https://gemini.google.com/app', 'aiAssistant', 'Gemini'],
		['https://www.perplexity.ai/search/x', 'aiAssistant', 'Perplexity'],
		['https://x.com/i/grok?conversation=1', 'aiAssistant', 'Grok'],
		['https://x.com/somebody', 'social', 'Twitter'],
		['https://lm.facebook.com/l.php?u=x', 'social', 'Facebook'],
		['https://www.linkedin.com/feed/', 'social', 'LinkedIn'],
		['https://mail.google.com/mail/u/0/', 'email', 'Gmail'],
		['https://outlook.live.com/mail/', 'email', 'Outlook.com'],
		['https://webmail.example.org/', 'email', 'Example'],
		['https://deref-gmx.net/mail/client/x', 'email', 'GMX'],
		['android-app://com.google.android.gm/', 'email', 'Gmail'],
		['https://googleads.g.doubleclick.net/', 'paid', 'Google'],
		['https://www.youtube.com/watch?v=1', 'video', 'YouTube'],
		['https://www.amazon.de/dp/1', 'shopping', 'Amazon'],
		['https://docs.google.com/document/1', 'referral', 'docs.google.com'],
		['https://www.example.com/a', 'referral', 'example.com'],
		['https://notgoogle.example/', 'referral', 'notgoogle.example'],
		['', 'direct', undefined],
		['about:blank', 'direct', undefined],
	])('%s is %s from %s', (url, medium, source) => {
		expect(readReferrer(url)).toMatchObject(source === undefined ? { medium } : { medium, source });
	});

	it('knows the search term where it is told, and visits from the own site', () => {
		expect(readReferrer('https://www.bing.com/search?q=lead%20tool').term).toBe('lead tool');
		expect(readReferrer('https://www.shop.example.com/a', ['shop.example.com']).medium).toBe(
			'internal',
		);
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.webUrl()), (url) => readReferrer(url).medium.length > 0),
		);
	});
});

describe('channels', () => {
	it.each([
		['(direct)', '(none)', undefined, 'Direct'],
		['google', 'cpc', 'x cross-network', 'Cross-network'],
		['amazon', 'cpc', undefined, 'Paid Shopping'],
		['google', 'cpc', 'summer shopping', 'Paid Shopping'],
		['google', 'cpc', undefined, 'Paid Search'],
		['facebook', 'paid-social', undefined, 'Paid Social'],
		['youtube', 'cpc', undefined, 'Paid Video'],
		['somewhere', 'cpm', undefined, 'Display'],
		['somewhere', 'banner', undefined, 'Display'],
		['somewhere', 'ppc', undefined, 'Paid Other'],
		['etsy', 'referral', undefined, 'Organic Shopping'],
		['linkedin.com', 'referral', undefined, 'Organic Social'],
		['somewhere', 'social', undefined, 'Organic Social'],
		['vimeo.com', 'referral', undefined, 'Organic Video'],
		['google', 'organic', undefined, 'Organic Search'],
		['chatgpt.com', 'referral', undefined, 'AI Assistant'],
		['somewhere', 'ai-assistant', undefined, 'AI Assistant'],
		['partner.example', 'referral', undefined, 'Referral'],
		['spring', 'e-mail', undefined, 'Email'],
		['blog', 'affiliate', undefined, 'Affiliates'],
		['show', 'audio', undefined, 'Audio'],
		['sms', '(not set)', undefined, 'SMS'],
		['app', 'web-push', undefined, 'Mobile Push Notifications'],
		['hotline', 'phone', undefined, 'Phone'],
		['spring fair', 'trade-show', undefined, 'Event'],
		['walk in', '(not set)', undefined, 'Face to Face'],
		['hill fm', 'radio', undefined, 'Radio'],
		['reseller', 'partner', undefined, 'Partner'],
		['what', 'ever', undefined, 'Unassigned'],
	])('%s / %s / %s is %s', (source, medium, campaign, channel) => {
		expect(channelOf({ source, medium, campaign })).toBe(channel);
	});

	it('takes campaign parameters first, then click ids, then the referrer', () => {
		const referrer = 'https://www.google.com/';
		expect(
			trafficOf({
				...readCampaign('https://a.example/?utm_source=news&utm_medium=email'),
				referrer,
			}),
		).toEqual({
			source: 'news',
			medium: 'email',
		});
		expect(channelOfVisit({ ...readCampaign('https://a.example/?gclid=1'), referrer })).toBe(
			'Paid Search',
		);
		expect(channelOfVisit({ ...readCampaign('https://a.example/?fbclid=1') })).toBe(
			'Organic Social',
		);
		expect(channelOfVisit({ referrer })).toBe('Organic Search');
		expect(channelOfVisit({ referrer: 'https://e.mail.ru/' })).toBe('Email');
		expect(channelOfVisit({})).toBe('Direct');
	});
});
