"""Pictures made on the spot."""
import struct
import zlib


def png(width, height, colour=(200, 30, 60)):
    """A PNG of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + bytes(colour) * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")


def jpeg(width, height):
    """A grey JPEG of whole blocks of 8 pixels, each as grey as the first (ITU-T T.81)."""
    def segment(marker, data):
        return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data

    tables = segment(0xDB, b"\0" + b"\x01" * 64)
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    # One code each: no difference for the first coefficient, the end of the block for the others.
    codes = segment(0xC4, b"\x00" + b"\x01" + b"\0" * 15 + b"\x00") + segment(0xC4, b"\x10" + b"\x01" + b"\0" * 15 + b"\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
    bits = "00" * ((width + 7) // 8 * ((height + 7) // 8))
    bits += "1" * (-len(bits) % 8)
    return b"\xff\xd8" + tables + frame + codes + scan + int(bits, 2).to_bytes(len(bits) // 8, "big") + b"\xff\xd9"
