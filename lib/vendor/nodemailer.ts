// nodemailer: composing MIME messages, DKIM signatures and the SMTP conversation. Our own copy, because the one that n8n
// brings has open advisories.
export { default as DKIM } from 'nodemailer/lib/dkim';
export { default as MailComposer } from 'nodemailer/lib/mail-composer';
export { default as SMTPConnection } from 'nodemailer/lib/smtp-connection';
