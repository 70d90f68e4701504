import { createRequire } from 'node:module';
import path from 'node:path';
import { tool } from './environment';

/** As much of node-forge as is used here; it comes with n8n. */
interface Forge {
	pki: {
		rsa: { generateKeyPair(bits: number): { publicKey: unknown; privateKey: unknown } };
		createCertificate(): Certificate;
		certificateToPem(certificate: Certificate): string;
		privateKeyToPem(key: unknown): string;
	};
	md: { sha256: { create(): unknown } };
}

interface Certificate {
	publicKey: unknown;
	serialNumber: string;
	validity: { notBefore: Date; notAfter: Date };
	subject: { attributes: unknown[] };
	setSubject(attributes: object[]): void;
	setIssuer(attributes: unknown[]): void;
	setExtensions(extensions: object[]): void;
	sign(key: unknown, digest: unknown): void;
}

/** An authority that lives for a day, and the certificate of hosts that it signed, as PEM. */
export function certificates(...hosts: [string, ...string[]]): {
	authority: string;
	certificate: string;
	key: string;
} {
	const load = createRequire(path.join(tool('n8n'), 'node_modules', 'n8n', 'package.json'));
	const { pki, md }: Forge = load('node-forge');
	const made = (name: string, serialNumber: string, extensions: object[]) => {
		const keys = pki.rsa.generateKeyPair(2048);
		const certificate = pki.createCertificate();
		Object.assign(certificate, { publicKey: keys.publicKey, serialNumber });
		certificate.validity.notBefore = new Date(Date.now() - 3_600_000);
		certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
		certificate.setSubject([{ name: 'commonName', value: name }]);
		certificate.setExtensions(extensions);
		return { keys, certificate };
	};
	const authority = made('Test authority', '01', [
		{ name: 'basicConstraints', cA: true },
		{ name: 'keyUsage', keyCertSign: true },
	]);
	const server = made(hosts[0], '02', [
		{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) },
	]);
	for (const { certificate } of [authority, server]) {
		certificate.setIssuer(authority.certificate.subject.attributes);
		certificate.sign(authority.keys.privateKey, md.sha256.create());
	}
	return {
		authority: pki.certificateToPem(authority.certificate),
		certificate: pki.certificateToPem(server.certificate),
		key: pki.privateKeyToPem(server.keys.privateKey),
	};
}
