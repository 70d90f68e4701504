/** Local parts that name a function rather than a person (RFC 2142 and what businesses use), compared without separators. */
const roles = new Set(
	[
		'abuse accounting accounts accountspayable accountsreceivable admin administration administrator all',
		'ap ar billing booking bookings careers compliance contact contactus contabilidad contacto contato customercare',
		'customerservice customersupport datenschutz dataprotection dev devnull dispatch dns donotreply editor einkauf empfang',
		'engineering enquiries enquiry events everyone facturation feedback finance frontdesk ftp geral hello',
		'helpdesk hola hostmaster hr info information informatie inquiries inquiry inoc investor invoice invoices ispfeedback',
		'ispsupport it jobs kontakt kundenservice legal list listrequest mail mailbox mailerdaemon maintenance',
		'management marketing media news newsletter noc noreply null nobody office officemanager operations order orders',
		'partners payroll personal phish phishing post postmaster praxis press pressoffice privacy procurement purchasing rechnung',
		'reception recruiting recruitment registrar reklamation remove reservations returns root rrhh sales secretary security',
		'sekretariat service services shop spam staff subscribe support suporte sysadmin tech team undisclosedrecipients',
		'unsubscribe usenet uucp ventas verkauf vertrieb web webmaster welcome www zentrale',
	].flatMap((line) => line.split(' ')),
);

/** Whether the part before the @ names a function (info, sales, support+eu) and not a person. */
export function isRoleAddress(local: string): boolean {
	const name = local.toLowerCase().split('+', 1)[0] ?? '';
	return roles.has(name.replace(/[._-]/g, ''));
}
