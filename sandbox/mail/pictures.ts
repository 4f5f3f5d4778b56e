import { crc32, deflateSync } from "node:zlib";

/** Small pictures for attachments, drawn or kept here: the sandbox downloads nothing. */

/** A PNG of 240 × 160: bars whose heights come from `seed`, so that two names give two pictures. */
export function makePng(seed: string): Buffer {
  const width = 240;
  const height = 160;
  const line = width * 3 + 1;
  const pixels = Buffer.alloc(line * height, 0xf6);
  for (let y = 0; y < height; y += 1) {
    // Filter 0: each line stands by itself.
    pixels[y * line] = 0;
    for (let x = 0; x < width; x += 1) {
      const bar = Math.floor(x / 30);
      const top = 20 + ((seed.charCodeAt(bar % seed.length) * 7 + bar * 13) % 110);
      if (y > top && x % 30 > 6) pixels.set([0x5b, 0x31 + bar * 12, 0x91], y * line + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits per sample, RGB.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    makeChunk("IHDR", header),
    makeChunk("IDAT", deflateSync(pixels)),
    makeChunk("IEND", Buffer.alloc(0)),
  ]);
}

function makeChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, "latin1");
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
  return chunk;
}

/** A JPEG, one of two by the length of `seed`. */
export function makeJpeg(seed: string): Buffer {
  return Buffer.from(seed.length % 2 === 0 ? landscape : portrait, "base64");
}

// A dusk of 160 × 120 pixels.
const landscape =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABh" +
  "Y3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
  "AAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB" +
  "UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAA" +
  "AAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9Y" +
  "WVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM" +
  "ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABcQERQRDhcUEhQaGBcbIjklIh8fIkYyNSk5" +
  "UkhXVVFIUE5bZoNvW2F8Yk5QcptzfIeLkpSSWG2grJ+OqoOPko3/2wBDARgaGiIeIkMlJUONXlBejY2NjY2NjY2NjY2NjY2NjY2N" +
  "jY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY3/wAARCAB4AKADASIAAhEBAxEB/8QAGQABAQADAQAAAAAAAAAAAAAAAQAC" +
  "AwQF/8QAHxABAQEBAAICAwEAAAAAAAAAABEBAgMhEjEiQVFh/8QAGAEBAQEBAQAAAAAAAAAAAAAAAQACBAP/xAAZEQEBAQEBAQAA" +
  "AAAAAAAAAAAAEQECAyH/2gAMAwEAAhEDEQA/APUqoorijopooorUFNFFFMFNFFFMFNFFFMZpooorUFNFFVMFVFVFMFVVFFajNNFF" +
  "FMFehRRRXNHTTRRRTBTRRRTGaaKqK1BVVRRTBTRRute+bx599Y1mVndjZRWvPNxv11jKmQWmiiimCmiiimCmiiimCvQqoormjppo" +
  "oopjNNFFFagpooopgprDvvOObprj8/fy8k/Wem+ObrHfUweTy9eTfe+v4wSdOZHNu1MuPJ1xvrfX8YpSqx18951zcVc/i6+PU/Wt" +
  "9eO8zXtnVxVUUVRU0UUUwV6FFFFc0dFNFFFagpooopgpoqopgqrh33uu2uPvJ3uf69fN4+gST1eaSSSz7dFaMy7jbWemuTRRRRDT" +
  "RRRTBXoUVUVzR000UUUwU0UUUwU0UUVqM01q8vN/LPtnRWs+M79c6beuM33nrWG8a9M157jFH4ayznMNEXGT2aqKy0qqKKYKaKEQ" +
  "76KKK5o6aaKKKYzTRRRWoKaKqKYKqKqKYKaKKK1BTRRRTGaaKEQkkkkkk66KqK8Y9qaKKKYKaKKKYKaKKKYKaKKK1GaaKKiFUkkk" +
  "kkkkkkkk6KKk83oKKkQKKkQKKkQKkiEkkkkkkkkkkkkkkn//2Q==";

// A field of 120 × 160 pixels.
const portrait =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABh" +
  "Y3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
  "AAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB" +
  "UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAA" +
  "AAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9Y" +
  "WVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM" +
  "ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABcQERQRDhcUEhQaGBcbIjklIh8fIkYyNSk5" +
  "UkhXVVFIUE5bZoNvW2F8Yk5QcptzfIeLkpSSWG2grJ+OqoOPko3/2wBDARgaGiIeIkMlJUONXlBejY2NjY2NjY2NjY2NjY2NjY2N" +
  "jY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY3/wAARCACgAHgDASIAAhEBAxEB/8QAGgABAQADAQEAAAAAAAAAAAAAAQAC" +
  "AwQFBv/EACMQAQEBAQABAwQDAQAAAAAAAAARAQIDBDFBEiEiUWFxgZH/xAAXAQEBAQEAAAAAAAAAAAAAAAAAAQID/8QAFhEBAQEA" +
  "AAAAAAAAAAAAAAAAAAER/9oADAMBAAIRAxEAPwD6OqiiuLZqoooGqiigaqKKBqooohqoooGqiigahUDbRRVRTRRVRDVWNVA1UUUD" +
  "VRRQNVFFA1UUUDUxqEbqKKqKaKKqBooqoGitfl83Pi5vW/1n7cfk9X5O9/H8c/hE16FFeTvXW++7v96s63Pbdz+tNTXrUVweP1Xk" +
  "538vyz+XX4/Lz5MvO/4LrZRRVVDUxqBuooooMqKKKBrDzeXPFx9W+/xjKuH1Xf1eWfHP2Qtaeut763rrbuhJGEkgR563nrN52aED" +
  "0PF5M8nFz3+cZVxem7+nyT412VWoamNQNtVFFVTVRRQNeb1t63f3r0a87rJ1ufrUZoSSIkkCSQHnZ1m/rXdXDmXrMdlVYahUK21V" +
  "jVQNVY1UDXJ6jmeS/GumsfJznfM3/ArjR3N52b7hGUkgSRzN3ZgM/Dze78Y6Kw45zjmGqpqFQNtFFVFNFFVA0UVUB3zneff/AK09" +
  "eLrPb7t1VEc25ue+aszd9sdFVDGnPH1vv9m3nnOc+yqoGiiqgamNQN1FFFFZUUUURlRRRQZUUUUGVFFVA0UVUDRRVQNTGoG2qiig" +
  "aqKKBqoooGqiigaqKKBqooohqooQNQQNtVY1VVNVY1UQ1VjVUDVRQBqoQJJAkkCSQP/Z";
