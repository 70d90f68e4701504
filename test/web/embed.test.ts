import { expect, test } from '@jest/globals';
import { snippetsOf } from '../../lib/web/form/embed';

const address = 'https://n8n.example.com/webhook/lead/main/form';

test.each(snippetsOf(address).map(({ name, code }) => [name, code] as const))(
	'%s leads to the form also where no script runs',
	(_name, code) => {
		const withoutScripts = code.replace(/<script.*?<\/script>/gu, '');
		expect(withoutScripts).toContain(address);
		if (withoutScripts !== address) expect(withoutScripts).toContain(`<a href="${address}"`);
	},
);
