// An Excel workbook of one sheet, put together as a library would: shared texts, packed parts.
import zlib from 'node:zlib';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[sign]);
const column = (index) => (index < 26 ? '' : column(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + index % 26);

/** The fields of a line of CSV without line ends in its quotes. @param {string} line */
export const fieldsOf = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
  .map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);

/** Texts are cells of text, numbers cells of numbers. @param {(string | number)[][]} rows */
export function workbook(rows) {
  const texts = new Map();
  const cell = (value, place) => {
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
    if (!texts.has(value)) texts.set(value, texts.size);
    return `<c r="${place}" t="s"><v>${texts.get(value)}</v></c>`;
  };
  const table = rows.map((row, i) =>
    `<row r="${i + 1}">${row.map((value, j) => cell(value, `${column(j)}${i + 1}`)).join('')}</row>`).join('');
  const relations = (list) => `<Relationships>${list.map(([id, type, target]) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
  return zip({
    '_rels/.rels': relations([['a', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="Budžets" sheetId="1" r:id="b"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([['b', 'worksheet', 'worksheets/sheet1.xml'], ['c', 'sharedStrings', 'sharedStrings.xml']]),
    'xl/worksheets/sheet1.xml': `<worksheet ${MAIN}><sheetData>${table}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${MAIN}>${[...texts.keys()].map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
  });
}

let crcTable;
function crc32(bytes) {
  crcTable ??= Uint32Array.from({length: 256}, (_, byte) => {
    for (let bit = 0; bit < 8; ++bit) byte = byte & 1 ? 0xEDB88320 ^ (byte >>> 1) : byte >>> 1;
    return byte;
  });
  let crc = 0xFFFFFFFF;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xFF] ^ (crc >>> 8);
  return (crc ^ 0xFFFFFFFF) >>> 0;
}

function zip(parts) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
    const packed = zlib.deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);  // version
    fields.writeUInt16LE(8, 4);  // deflated
    fields.writeUInt16LE(0x21, 8);  // 1980-01-01
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}
