/**
 * The header without its Bcc fields: nobody learns who else received the message (RFC 5322 §3.6.3, §3.6.6, RFC 8621 §7.5).
 *
 * @param header the fields with their line ends, without the blank line
 */
export function stripBcc(header: Buffer): Buffer {
  const kept: Buffer[] = [];
  let isHidden = false;
  for (let start = 0; start < header.length;) {
    const end = header.indexOf(0x0a, start) + 1 || header.length;
    const first = header[start];
    // A line that begins with a blank goes on with the field before it (RFC 5322 §2.2.3).
    if (first !== 0x20 && first !== 0x09)
      isHidden = /^(?:resent-)?bcc[ \t]*:/i.test(header.toString("latin1", start, Math.min(end, start + 80)));
    if (!isHidden) kept.push(header.subarray(start, end));
    start = end;
  }
  return Buffer.concat(kept);
}
