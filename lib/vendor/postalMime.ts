// postal-mime: reads mail as it was sent (RFC 5322, MIME) into headers, texts and attachments.
export { default as PostalMime } from 'postal-mime';
