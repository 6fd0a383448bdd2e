import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** As RFC 6455 has it. */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10];

export type Socket = { say(text: string): void; end(): void; cut(): void };

/** The server's end of a WebSocket, as much of it as Slack uses: texts in one frame, pings and closing. */
export function acceptWebSocket(
  request: IncomingMessage,
  stream: Duplex,
  { heard, pinged, closed }: { heard(text: string): void; pinged(): void; closed(): void },
): Socket {
  const key = request.headers["sec-websocket-key"] ?? "";
  const accept = createHash("sha1").update(`${key}${GUID}`).digest("base64");
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let waiting = Buffer.alloc(0);
  stream.on("data", (bytes: Buffer) => {
    waiting = Buffer.concat([waiting, bytes]);
    for (let frame = readFrame(waiting); frame !== null; frame = readFrame(waiting)) {
      waiting = waiting.subarray(frame.size);
      if (frame.kind === TEXT) heard(frame.content.toString());
      if (frame.kind === PING) {
        pinged();
        stream.write(frameOf(PONG, frame.content));
      }
      if (frame.kind === CLOSE) stream.end(frameOf(CLOSE, frame.content));
    }
  });
  stream.on("error", () => stream.destroy());
  stream.on("close", closed);
  return {
    say: (text) => void stream.write(frameOf(TEXT, Buffer.from(text))),
    end: () => void stream.write(frameOf(CLOSE, Buffer.from([0x03, 0xe8]))),
    cut: () => void stream.destroy(),
  };
}

/** The first frame of a client, whose content is masked; null: not there as a whole yet. */
function readFrame(bytes: Buffer): { kind: number; content: Buffer; size: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 127;
  const wide = short === 126 ? 2 : short === 127 ? 8 : 0;
  const start = 2 + wide + 4;
  if (bytes.length < start) return null;
  const length = wide === 0 ? short : wide === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + length) return null;
  const mask = bytes.subarray(start - 4, start);
  const content = Buffer.from(bytes.subarray(start, start + length));
  for (let place = 0; place < length; place += 1) {
    content.writeUInt8(content.readUInt8(place) ^ mask.readUInt8(place % 4), place);
  }
  return { kind: bytes.readUInt8(0) & 15, content, size: start + length };
}

function frameOf(kind: number, content: Buffer): Buffer {
  const { length } = content;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head.writeUInt8(128 | kind, 0);
  head.writeUInt8(length < 126 ? length : length < 65_536 ? 126 : 127, 1);
  if (length >= 126 && length < 65_536) head.writeUInt16BE(length, 2);
  if (length >= 65_536) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, content]);
}
