/** What a peer can do with HTTP/1.1, over a socket that is open: each goes on until the other side has ended it or the caller has enough. */
import type { Socket } from 'node:net';

export interface H1Attack {
  readonly name: string;
  readonly run: (socket: Socket, wanted: () => boolean) => Promise<void>;
}

/** The system has taken it, or the connection is gone. */
export async function put(socket: Socket, bytes: string | Uint8Array): Promise<void> {
  if (socket.destroyed || socket.write(bytes)) {
    await Bun.sleep(0);
    return;
  }
  await new Promise<void>((resolve) => {
    const go = (): void => {
      socket.off('drain', go).off('close', go);
      resolve();
    };
    socket.on('drain', go).on('close', go);
  });
}

/** First this, then that again and again. */
const flood = (first: string, again: string, everyMs = 0) => async (socket: Socket, wanted: () => boolean): Promise<void> => {
  await put(socket, first);
  const piece = everyMs > 0 ? again : again.repeat(Math.ceil(32_768 / again.length));
  while (!socket.destroyed && wanted()) {
    await put(socket, piece);
    if (everyMs > 0) await Bun.sleep(everyMs);
  }
};

const POST = 'POST /edge/v1/enrol HTTP/1.1\r\nhost: localhost\r\n';

export const H1_ATTACKS: readonly H1Attack[] = [
  { name: 'header lines without end', run: flood('GET / HTTP/1.1\r\nhost: localhost\r\n', 'x-more: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n') },
  { name: 'one header line without end', run: flood('GET / HTTP/1.1\r\nhost: localhost\r\nx-more: ', 'y') },
  { name: 'a path without end', run: flood('GET /', 'a') },
  { name: 'a header, a byte now and then', run: flood('GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ', 'y', 50) },
  { name: 'a body in chunks without end', run: flood(`${POST}transfer-encoding: chunked\r\n\r\n`, `400\r\n${'x'.repeat(1024)}\r\n`) },
  { name: 'a body, a byte now and then', run: flood(`${POST}content-length: 10000\r\n\r\n`, 'x', 50) },
  { name: 'the extension of a chunk without end', run: flood(`${POST}transfer-encoding: chunked\r\n\r\n1;`, 'e') },
  { name: 'trailers without end', run: flood(`${POST}transfer-encoding: chunked\r\n\r\n0\r\n`, 'x-more: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n') },
  { name: 'requests piled up', run: flood('', 'GET /edge/v1/ca HTTP/1.1\r\nhost: localhost\r\n\r\n') },
  { name: 'the preface of HTTP/2', run: flood('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\0\0\0\x04\0\0\0\0\0') },
  { name: 'noise', run: flood('', '\x01\x02\x03noise') },
];

/** Two lengths in one request, or one that two parsers read differently: whoever takes both answers a request that another one hid in a body (RFC 9112 section 11.2). Each is refused, or the hidden part stays a body. */
const HIDDEN = 'GET /hidden HTTP/1.1\r\nhost: localhost\r\n\r\n';
export const SMUGGLED: Readonly<Record<string, string>> = {
  'a length and chunks': `${POST}content-length: ${5 + HIDDEN.length}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunks and a length': `${POST}transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'two lengths': `${POST}content-length: 0\r\ncontent-length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  'a length with a sign': `${POST}content-length: +0\r\n\r\n${HIDDEN}`,
  'a length of two numbers': `${POST}content-length: 0, ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  'a space before the colon': `${POST}content-length : 0\r\n\r\n${HIDDEN}`,
  'a coding that is no chunks': `${POST}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunks twice': `${POST}transfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunks, then another coding': `${POST}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a tab before chunks': `${POST}transfer-encoding:\x0bchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a folded header': `${POST}transfer-encoding:\r\n chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a chunk larger than numbers are': `${POST}transfer-encoding: chunked\r\n\r\nffffffffffffffff1\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a chunk whose size has a prefix': `${POST}transfer-encoding: chunked\r\n\r\n0x0\r\n\r\n${HIDDEN}`,
  'lines that end in a line feed alone': `${POST}transfer-encoding: chunked\n\n0\n\n${HIDDEN}`,
  'a NUL in a header': `${POST}x-nul: a\0b\r\ncontent-length: 0\r\n\r\n${HIDDEN}`,
};
