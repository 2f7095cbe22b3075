package org.derain4j.pictures;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Formats that are not read, known by their first bytes, so that their owner learns what they are and which command converts them. */
enum ForeignFormat {

    /** Before HEIC: AVIFs that begin with the brand mif1 name themselves among the compatible brands. */
    AVIF("an AVIF", "avifdec IN.avif OUT.png", magic(4, "ftypavif"), magic(4, "ftypavis"), magic(16, "avif"),
            magic(20, "avif"), magic(24, "avif")), HEIC("a HEIC", "heif-convert IN.heic OUT.jpg", magic(4, "ftyphei"),
                    magic(4, "ftyphevc"), magic(4, "ftyphevx"),
                    magic(4, "ftypmif1"), magic(4, "ftypmsf1")), JPEG_XL("a JPEG XL", "djxl IN.jxl OUT.png",
                            magic(0, "\u00ff\n"), magic(4, "JXL \r\n\u0087\n")), JPEG_2000("a JPEG 2000",
                                    "opj_decompress -i IN.jp2 -o OUT.png", magic(4, "jP  \r\n\u0087\n"),
                                    magic(0, "\u00ffO\u00ffQ")), GIF("a GIF", "ffmpeg -i IN.gif -frames:v 1 OUT.png",
                                            magic(0, "GIF8")), PSD("a PSD", "magick 'IN.psd[0]' OUT.png",
                                                    magic(0, "8BPS")),
    /** Canon, Fuji, Panasonic, Olympus, Minolta, Sigma; others pass for a TIFF at first. */
    RAW("a raw", "darktable-cli IN OUT.tiff", magic(4, "ftypcrx "), magic(0, "FUJIFILMCCD-RAW"), magic(0, "IIU\0"),
            magic(0, "IIRO"), magic(0, "IIRS"), magic(0, "MMOR"), magic(0, "\0MRM"), magic(0, "FOVb"));

    private final String name;
    private final String command;
    private final Magic[] magics;

    ForeignFormat(String name, String command, Magic... magics) {
        this.name = name;
        this.command = command;
        this.magics = magics;
    }

    private record Magic(int offset, byte[] bytes) {

        boolean isIn(byte[] header) {
            int end = offset + bytes.length;
            return header.length >= end && Arrays.equals(header, offset, end, bytes, 0, bytes.length);
        }
    }

    private static Magic magic(int offset, String latin1) {
        return new Magic(offset, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The one that begins so. */
    static Optional<ForeignFormat> of(byte[] header) {
        return Arrays.stream(values()).filter(f -> Arrays.stream(f.magics).anyMatch(m -> m.isIn(header))).findFirst();
    }

    /** What to tell the owner, as part of a sentence. */
    String refusal() {
        return "unsupported: " + name + " picture; convert it first, for example with: " + command;
    }
}
