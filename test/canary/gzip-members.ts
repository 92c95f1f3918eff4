import { gunzipSync, constants } from 'node:zlib';

const MAGIC = Buffer.from([0x1f, 0x8b, 0x08]);
/** The same three bytes at the beginning of a base64 or hex text. */
const PACKED_TEXT = [/H4sI[A-Za-z0-9+/_-]{16,}={0,2}/g, /1f8b08[0-9a-f]{20,}/gi];

/** Everything that can be unpacked in these bytes: gzip as it is, and gzip written down as base64 or hex. */
export function unpackAll(bytes: Buffer): Buffer[] {
  const unpacked: Buffer[] = [];
  for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    unpacked.push(...unpack(bytes.subarray(at)));
  }
  const text = bytes.toString('latin1');
  for (const pattern of PACKED_TEXT) {
    for (const [found] of text.matchAll(pattern)) {
      const isHex = found.toLowerCase().startsWith('1f8b');
      unpacked.push(...unpack(Buffer.from(found, isHex ? 'hex' : 'base64')));
    }
  }
  return unpacked;
}

/** What the member holds, as far as it goes; other bytes may follow it. */
function unpack(member: Buffer): Buffer[] {
  try {
    return [gunzipSync(member, { finishFlush: constants.Z_SYNC_FLUSH })];
  } catch {
    return unpackWithoutTail(member);
  }
}

/** Bytes after a member count as a broken second one; the first is then found by leaving off what follows it. */
function unpackWithoutTail(member: Buffer): Buffer[] {
  for (let end = Math.min(member.length, 64 * 1024); end > 20; end -= 1) {
    try {
      return [gunzipSync(member.subarray(0, end))];
    } catch {
      continue;
    }
  }
  return [];
}
