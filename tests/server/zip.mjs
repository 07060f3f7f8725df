// Just enough of ZIP (APPNOTE 6.3.9, sections 4.3.7, 4.3.12, 4.3.16) to take an archive apart and to put a hostile one together.
import { crc32, deflateRawSync } from "node:zlib";

// The entries of an archive without comments and without ZIP64; `data` stays as it is stored.
export function readZip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const entries = [];
  for (let i = 0, at = bytes.readUInt32LE(end + 16); i < bytes.readUInt16LE(end + 10); ++i) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const stored = bytes.readUInt32LE(at + 20);
    entries.push({ name: bytes.toString("utf8", at + 46, at + 46 + nameLength), method: bytes.readUInt16LE(at + 10), crc: bytes.readUInt32LE(at + 16),
                   size: bytes.readUInt32LE(at + 24), attributes: bytes.readUInt32LE(at + 38), data: bytes.subarray(begin, begin + stored) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

// An entry of our own; a mode such as 0o120777 (symbolic link) goes where Unix programs look for it.
export function entryOf(name, content, mode = 0o100644) {
  const bytes = Buffer.from(content);
  return { name, method: 8, crc: crc32(bytes), size: bytes.length, attributes: (mode << 16) >>> 0, data: deflateRawSync(bytes) };
}

export function writeZip(entries) {
  const files = [], directory = [];
  let at = 0;
  for (const { name, method, crc, size, attributes, data } of entries) {
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);  // version needed, flags (UTF-8 names), method, time, date, crc, sizes, length of the name, no extra
    [[20, 0], [0x800, 2], [method, 4], [0, 6], [0x21, 8]].forEach(([value, offset]) => common.writeUInt16LE(value, offset));
    [[crc, 10], [data.length, 14], [size, 18]].forEach(([value, offset]) => common.writeUInt32LE(value >>> 0, offset));
    common.writeUInt16LE(title.length, 22);
    const rest = Buffer.alloc(14);  // comment, disk, internal and external attributes, where the file begins
    rest.writeUInt32LE(attributes, 6);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), common, rest, title);
    files.push(Buffer.from([0x50, 0x4b, 3, 4]), common, title, data);
    at += 30 + title.length + data.length;
  }
  const list = Buffer.concat(directory), end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  [8, 10].forEach((offset) => end.writeUInt16LE(entries.length, offset));
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, list, end]);
}
