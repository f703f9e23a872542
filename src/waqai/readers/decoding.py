"""Turn the bytes of a file into text: UTF-8 with or without BOM, UTF-16, windows-1256; nothing else is guessed."""

import codecs

from waqai.errors import InputError

ENCODINGS_BY_BOM = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
SIGNATURES = {
    b"%PDF": "a PDF file; convert it to text first",
    b"PK\x03\x04": "a ZIP or Office file; unpack it or save it as text first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as text first",
}


def decode(data: bytes, source: str) -> str:
    """Return the text of a file's bytes.

    Raises InputError for what is empty, binary or in another encoding.

    >>> decode("قال".encode("windows-1256"), "a.txt")  # 'he said'
    'قال'
    """
    if not data.strip(b"\0 \t\r\n"):
        raise InputError(source, "empty")
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(source, f"not text: {kind}")
    for bom, encoding in ENCODINGS_BY_BOM.items():
        if data.startswith(bom):
            return _strictly(data, encoding, source)
    if _looks_like_utf16(data):
        return _strictly(data, "utf-16-le" if data[1::2].count(6) >= data[::2].count(6) else "utf-16-be", source)
    if b"\0" in data:
        raise InputError(source, "not text: binary data")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows_1256(data, source)


def _strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(source, f"not valid {encoding}: {error.reason} at byte {error.start}") from error


def _looks_like_utf16(data: bytes) -> bool:
    """Tell UTF-16 without BOM: Arabic letters have the high byte 06, so every other byte is 06 or 00."""
    sample = data[:4000]
    return len(sample) > 3 and max(_high_bytes(sample[::2]), _high_bytes(sample[1::2])) > 0.8 and (b"\0" in sample or sample.count(6) > len(sample) / 3)


def _high_bytes(half: bytes) -> float:
    return (half.count(0) + half.count(6)) / len(half)


def _windows_1256(data: bytes, source: str) -> str:
    text = data.decode("windows-1256")
    arabic = sum("\u0621" <= character <= "\u064a" for character in text)
    high = sum(byte > 127 for byte in data)
    controls = sum(byte < 32 and byte not in b"\t\r\n\f" for byte in data)
    if controls or arabic < 0.8 * high:
        raise InputError(source, "neither UTF-8, UTF-16 nor windows-1256 Arabic text")
    return text
