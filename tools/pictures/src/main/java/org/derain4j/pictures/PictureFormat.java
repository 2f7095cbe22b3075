package org.derain4j.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.derain4j.pictures.bmp.BmpCodec;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.jpeg.JpegCodec;
import org.derain4j.pictures.png.PngCodec;
import org.derain4j.pictures.tiff.TiffCodec;
import org.derain4j.pictures.webp.WebpCodec;

/** The formats of picture files. What is read is told by content, what is written by the file's extension. */
public enum PictureFormat {

    /** Keeps everything. */
    PNG(new PngCodec(), 16, true, h -> begins(h, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
            "png"),
    /** With some loss, 8 bits, without alpha. */
    JPEG(new JpegCodec(), 8, false, h -> begins(h, 0xFF, 0xD8, 0xFF), "jpg", "jpeg", "jpe", "jfif"),
    /** 8 bits, without alpha. */
    BMP(new BmpCodec(), 8, false, h -> begins(h, 'B', 'M'), "bmp", "dib"),
    /** Keeps everything. */
    TIFF(new TiffCodec(), 16, true, PictureFormat::isTiff, "tiff", "tif"),
    /** 8 bits, with some loss or none; written by native code, where there is one for this machine. */
    WEBP(new WebpCodec(), 8, true, PictureFormat::isWebp,
            "webp");

    /** For sentences about reading. */
    public static final String READ = "PNG, JPEG, BMP, WebP or TIFF";

    /** As many first bytes as tell them and {@link ForeignFormat}. */
    static final int HEADER = 64;

    private final Codec codec;
    private final int bits;
    private final boolean alpha;
    private final Predicate<byte[]> magic;
    private final List<String> extensions;

    PictureFormat(Codec codec, int bits, boolean alpha, Predicate<byte[]> magic,
            String... extensions) {
        this.codec = codec;
        this.bits = bits;
        this.alpha = alpha;
        this.magic = magic;
        this.extensions = List.of(extensions);
    }

    /**
     * Whether {@link PictureWriter} writes it here.
     *
     * @return false for WebP on a machine without native code for it
     */
    public boolean writable() {
        return this != WEBP || WebpCodec.isWritable();
    }

    /**
     * What is written in its place where it cannot be.
     *
     * @return this one if it is {@link #writable}, else {@link #PNG}, which keeps everything
     */
    public PictureFormat orPng() {
        return writable() ? this : PNG;
    }

    /**
     * What it is called on the web.
     *
     * @return for example {@code image/jpeg}
     */
    public String mediaType() {
        return "image/" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The most bits a sample can have where it is written.
     *
     * @return 8 or 16
     */
    public int bits() {
        return bits;
    }

    /**
     * The extension of new files.
     *
     * @return without a dot
     */
    public String extension() {
        return extensions.getFirst();
    }

    /**
     * The format that a user may mean by a name.
     *
     * @param name such as {@code jpeg}, an extension without a dot, in any case
     * @return the format that has it among its extensions; empty if none has
     */
    public static Optional<PictureFormat> called(String name) {
        Objects.requireNonNull(name, "name");
        String extension = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(f -> f.extensions.contains(extension)).findFirst();
    }

    /** Whether it has room for alpha where it is written. */
    boolean keepsAlpha() {
        return alpha;
    }

    Codec codec() {
        return codec;
    }

    /**
     * The format that a file's extension names.
     *
     * @param file any path
     * @return the format; empty if the extension is none of ours
     */
    public static Optional<PictureFormat> named(Path file) {
        Objects.requireNonNull(file, "file");
        return named(file.toString());
    }

    /**
     * The same for a file that need not be one of this machine's.
     *
     * @param file a name, or a path of any file system
     * @return the format; empty if the extension is none of ours
     */
    public static Optional<PictureFormat> named(String file) {
        Objects.requireNonNull(file, "file");
        String name = file.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(f -> f.extensions.stream().anyMatch(e -> name.endsWith("." + e)))
                .findFirst();
    }

    /**
     * Why no format is written under that name.
     *
     * @param file a name whose extension names none, or one that is not {@link #writable}
     * @return part of a sentence, with the remedy
     */
    public static String refusal(Path file) {
        Objects.requireNonNull(file, "file");
        return named(file).equals(Optional.of(WEBP))
                ? "WebP cannot be written on this machine, give one of .png, .jpg, .bmp or .tiff"
                : "the extension says the format, give one of .png, .jpg, .webp, .bmp or .tiff";
    }

    /**
     * The format that a file has by its content.
     *
     * @param file any path
     * @return the format; empty if it is none of ours, or cannot be read
     */
    public static Optional<PictureFormat> found(Path file) {
        Objects.requireNonNull(file, "file");
        try (InputStream in = Files.newInputStream(file)) {
            return found(in);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The same of a file that has been opened.
     *
     * @param in a file from its beginning; stays open
     * @return the format; empty if it is none of ours
     * @throws IOException if it cannot be read
     */
    public static Optional<PictureFormat> found(InputStream in) throws IOException {
        Objects.requireNonNull(in, "in");
        return of(in.readNBytes(HEADER));
    }

    /** The format of a file that begins so; empty if it is none of ours. */
    static Optional<PictureFormat> of(byte[] header) {
        return Arrays.stream(values()).filter(f -> f.magic.test(header)).findFirst();
    }

    private static boolean isWebp(byte[] header) {
        return begins(header, 'R', 'I', 'F', 'F') && header.length >= 12
                && begins(Arrays.copyOfRange(header, 8, 12), 'W', 'E', 'B', 'P');
    }

    private static boolean isTiff(byte[] header) {
        return begins(header, 'I', 'I', 42, 0) || begins(header, 'M', 'M', 0, 42) || begins(header, 'I', 'I', 43, 0)
                || begins(header, 'M', 'M', 0, 43);
    }

    private static boolean begins(byte[] header, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= header.length || (header[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
