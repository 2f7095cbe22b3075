package org.derain4j.video.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells films from other files, by how they begin. */
public final class FilmHeader {

    /** Two packets of an MPEG transport stream, as recorders write them, and the mark of the third. */
    private static final int LENGTH = 2 * 192 + 5;

    /** Brands of ISO files that are pictures: HEIF and AVIF, Canon's raw, JPEG 2000, JPEG XL. */
    private static final List<String> PICTURES = List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs",
            "mif1", "mif2", "msf1", "avif", "avis", "crx ", "jp2 ", "jpx ", "jpm ", "jxl ");

    private static final List<String> EXTENSIONS = List.of("mp4", "m4v", "mov", "3gp", "mkv", "webm", "avi", "ts",
            "mts", "m2ts", "mpg",
            "mpeg", "flv", "ogv", "wmv", "asf");

    private FilmHeader() {}

    /**
     * Whether a file is a film: ISO media such as MP4 and MOV, Matroska, AVI, an MPEG transport or program stream, FLV, Ogg or ASF.
     *
     * @param file any path; of one that is not there, its extension tells
     * @return false also for what cannot be read
     */
    public static boolean isFilm(Path file) {
        if (!Files.exists(file)) {
            String name = String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT);
            return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
        }
        if (!Files.isRegularFile(file)) {
            return false; // a pipe would lose what is read here
        }
        try (InputStream in = Files.newInputStream(file)) {
            return isFilm(in.readNBytes(LENGTH));
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isFilm(byte[] header) {
        String text = new String(header, StandardCharsets.ISO_8859_1);
        return text.startsWith("ftyp", 4) && !PICTURES.contains(text.substring(8, Math.min(12, text.length())))
                || isOldQuickTime(text) || text.startsWith("\u001aE\u00df\u00a3")
                || text.startsWith("RIFF") && text.startsWith("AVI ", 8)
                || isTransportStream(text, 0, 188) || isTransportStream(text, 4, 192)
                || text.startsWith("\0\0\u0001\u00ba")
                || text.startsWith("FLV\u0001") || text.startsWith("OggS")
                || text.startsWith("0&\u00b2u\u008ef\u00cf\u0011");
    }

    /** Files older than the brands begin with what the first atom is. */
    private static boolean isOldQuickTime(String text) {
        return List.of("moov", "mdat", "wide", "free", "skip").stream().anyMatch(atom -> text.startsWith(atom, 4))
                && text.startsWith("\0");
    }

    private static boolean isTransportStream(String text, int offset, int packet) {
        return List.of(offset, offset + packet, offset + 2 * packet).stream().allMatch(i -> text.startsWith("G", i));
    }
}
