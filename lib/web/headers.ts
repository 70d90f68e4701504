/** What a response is allowed to do. */
export interface HeaderOptions {
	/** Nonce of the page's own style and script. */
	nonce?: string;
	/** The page has a script of ours. */
	script?: boolean;
	/** Origins that a form may be sent on to after it was sent to us, e.g. the page to thank with. */
	formTargets?: readonly string[];
	/** Origins that may show the page in a frame, '*' for all; nobody by default. */
	frameAncestors?: readonly string[];
	/** The page offers a file. */
	downloads?: boolean;
	/** The page shows a logo from elsewhere. */
	images?: boolean;
}

/**
 * Headers of every public page. They share the editor's origin, so that nothing is allowed but what the page needs: no script
 * but ours, no frame, no form to elsewhere, nothing kept in caches, no referrer that would give a token away.
 */
export function securityHeaders(options: HeaderOptions = {}): Record<string, string> {
	return {
		'content-security-policy': policy(options),
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'no-referrer',
		'cache-control': 'no-store',
		'x-robots-tag': 'noindex, nofollow',
		'cross-origin-opener-policy': 'same-origin',
		'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
		...((options.frameAncestors?.length ?? 0) > 0 ? {} : { 'x-frame-options': 'DENY' }),
	};
}

/** The Content-Security-Policy of a page. Origins that are not plain http(s) origins are left out. */
export function policy({
	nonce,
	script,
	formTargets = [],
	frameAncestors = [],
	images,
	downloads,
}: HeaderOptions): string {
	const style = nonce ? `'nonce-${nonce}'` : "'none'";
	const frames = frameAncestors.includes('*') ? ['*'] : frameAncestors.filter(isOrigin);
	return [
		"default-src 'none'",
		`style-src ${style}`,
		`script-src ${script && nonce ? `'nonce-${nonce}'` : "'none'"}`,
		`img-src ${images ? 'https: data:' : "'none'"}`,
		`connect-src ${script ? "'self'" : "'none'"}`,
		`form-action ${["'self'", ...formTargets.filter(isOrigin)].join(' ')}`,
		`frame-ancestors ${frames.length > 0 ? frames.join(' ') : "'none'"}`,
		"base-uri 'none'",
		// Without allow-same-origin the page cannot touch the editor it shares an origin with.
		`sandbox allow-forms allow-popups allow-scripts allow-top-navigation-by-user-activation${downloads ? ' allow-downloads' : ''}`,
	].join('; ');
}

function isOrigin(text: string): boolean {
	return /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/i.test(text);
}
