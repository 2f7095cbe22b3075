package org.derain4j.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import org.derain4j.engine.StandardPixels;
import org.derain4j.pictures.format.Codec.Storing;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.PlainPicture;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.Text;
import org.derain4j.weights.FileReplacement;

/** Writes pictures with all that goes with them, all or nothing. May be used by several threads. */
public final class PictureWriter {

    private final WriteOptions options;

    /** A writer of {@link WriteOptions#DEFAULT}. */
    public PictureWriter() {
        this(WriteOptions.DEFAULT);
    }

    /**
     * A writer.
     *
     * @param options how
     */
    public PictureWriter(WriteOptions options) {
        Objects.requireNonNull(options, "options");
        this.options = options;
    }

    /**
     * Whether a picture could be written, before any work is done on it.
     *
     * @param source the picture as it was read
     * @param file   its extension names a writable format, unless the options do
     * @return what would not come along, a sentence each; mostly empty
     * @throws PictureFileException if the format cannot hold the picture
     */
    public List<String> check(PictureFile source, Path file) throws PictureFileException {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(file, "file");
        PictureFormat format = format(file);
        requireHeld(source.picture(), format, file);
        Metadata metadata = options.strip() ? source.metadata().stripped() : source.metadata();
        Stream<String> depth = source.bits() > format.bits() ? Stream.of("its 16 bits a sample") : Stream.empty();
        return Stream.concat(depth, format.codec().losses(metadata, format == source.format()).stream())
                .map(loss -> loss + " cannot be kept in a " + format + ".").toList();
    }

    /**
     * Writes a picture with all that its source says beside the pixels; a file that is there already is replaced, in one step.
     *
     * @param picture of any kind that {@link StandardPixels} takes; more bits than the format has are rounded off
     * @param source  the picture as it was read
     * @param file    its extension names a writable format, unless the options do
     * @throws PictureFileException if it cannot be written, or the format cannot keep all of the picture
     */
    public void write(BufferedImage picture, PictureFile source, Path file) throws PictureFileException {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(source, "source");
        PictureReader.requireNamed(file, "file");
        PictureFormat format = format(file);
        write(picture, format, file, storing(source, format));
    }

    private Storing storing(PictureFile source, PictureFormat format) {
        return new Storing(kept(source.metadata()), format == source.format(), source.coding(), options.quality());
    }

    /**
     * The same into a stream, which gets nothing before the whole is there.
     *
     * @param picture of any kind that {@link StandardPixels} takes; more bits than the format has are rounded off
     * @param source  the picture as it was read
     * @param out     takes the bytes of a file; stays open
     * @param name    what failures call it; its extension names a writable format, unless the options do
     * @throws PictureFileException if it cannot be written, or the format cannot keep all of the picture
     */
    public void write(BufferedImage picture, PictureFile source, OutputStream out, Path name)
            throws PictureFileException {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(name, "name");
        PictureFormat format = format(name);
        send(picture, format, storing(source, format), out, name);
    }

    /**
     * The same of a picture of which nothing but the pixels is known.
     *
     * @param picture of any kind that {@link StandardPixels} takes; more bits than the format has are rounded off
     * @param out     takes the bytes of a file; stays open
     * @param name    what failures call it; its extension names a writable format, unless the options do
     * @throws PictureFileException if it cannot be written, or the format cannot keep all of the picture
     */
    public void write(BufferedImage picture, OutputStream out, Path name) throws PictureFileException {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(name, "name");
        send(picture, format(name), bare(), out, name);
    }

    private void send(BufferedImage picture, PictureFormat format, Storing store, OutputStream out, Path name)
            throws PictureFileException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (FileReplacement spool = FileReplacement.of(folder.resolve("derain-result"))) { // which never comes to be
            encode(picture, format, name, store, spool.path());
            send(spool.path(), out, name);
        } catch (PictureFileException e) {
            throw e;
        } catch (IOException e) {
            throw new PictureFileException(name, "the folder " + folder + " does not take it before it is whole ("
                    + reason(e) + "); make room there.", e);
        }
    }

    private static void send(Path file, OutputStream out, Path name) throws PictureFileException {
        try {
            Files.copy(file, out);
            out.flush();
        } catch (IOException e) {
            throw new PictureFileException(name, "what was written is incomplete (" + PictureFileException.reason(e)
                    + "): the disk is full, or what reads it has ended.", e);
        }
    }

    /**
     * Writes a picture of which nothing but the pixels is known; a file that is there already is replaced, in one step.
     *
     * @param picture of any kind that {@link StandardPixels} takes; more bits than the format has are rounded off
     * @param file    its extension names a writable format, unless the options do
     * @throws PictureFileException if it cannot be written, or the format cannot keep all of the picture
     */
    public void write(BufferedImage picture, Path file) throws PictureFileException {
        Objects.requireNonNull(picture, "picture");
        PictureReader.requireNamed(file, "file");
        write(picture, format(file), file, bare());
    }

    private Storing bare() {
        return new Storing(kept(Metadata.NONE), false, Coding.PLAIN, options.quality());
    }

    /**
     * The same with a description, where the format has a place for texts.
     *
     * @param picture     of any kind that {@link StandardPixels} takes; more bits than the format has are rounded off
     * @param description what it shows
     * @param file        its extension names a writable format, unless the options do
     * @throws PictureFileException if it cannot be written, or the format cannot keep all of the picture
     */
    public void write(BufferedImage picture, String description, Path file) throws PictureFileException {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(description, "description");
        PictureReader.requireNamed(file, "file");
        Metadata metadata = Metadata.builder().texts(List.of(new Text("Description", description))).build();
        write(picture, format(file), file, new Storing(metadata, false, Coding.PLAIN, options.quality()));
    }

    /**
     * Whether a picture of that size could be written, before it is made.
     *
     * @param width  columns
     * @param height rows
     * @param file   its extension names a writable format, unless the options do
     * @throws PictureFileException if the format holds no side that long
     */
    public void check(int width, int height, Path file) throws PictureFileException {
        Objects.requireNonNull(file, "file");
        PictureFormat format = format(file);
        int longest = format.codec().longestSide();
        if (Math.max(width, height) > longest) {
            throw new PictureFileException(file,
                    "a side of a %s has at most %d pixels, and this picture is %d x %d; choose a .png or .tiff."
                            .formatted(format, longest, width, height));
        }
    }

    private PictureFormat format(Path file) throws PictureFileException {
        return options.format().or(() -> PictureFormat.named(file)).filter(PictureFormat::writable)
                .orElseThrow(() -> new PictureFileException(file, PictureFormat.refusal(file) + "."));
    }

    private Metadata kept(Metadata metadata) {
        Metadata kept = options.strip() ? metadata.stripped() : metadata;
        return options.software().map(kept::withSoftware).orElse(kept);
    }

    private void write(BufferedImage picture, PictureFormat format, Path file, Storing store)
            throws PictureFileException {
        try (FileReplacement target = FileReplacement.of(file)) {
            encode(picture, format, file, store, target.path());
            target.commit();
        } catch (PictureFileException e) {
            throw e;
        } catch (IOException e) {
            throw new PictureFileException(file, "cannot be written (" + reason(e) + "); choose another place.", e);
        }
    }

    /** What the disk says: the JDK's encoders have words of their own for whatever it is. */
    static String reason(IOException e) {
        return PictureFileException
                .reason(e instanceof IIOException && e.getCause() instanceof IOException cause ? cause : e);
    }

    private void encode(BufferedImage picture, PictureFormat format, Path name, Storing store, Path to)
            throws IOException {
        BufferedImage held = held(picture, format);
        requireHeld(held, format, name);
        try {
            format.codec().write(storable(held, format), store, to);
        } catch (RuntimeException e) {
            // Encoders meet what they cannot write with exceptions of any kind.
            throw new PictureFileException(name,
                    "the encoder of %s fails (%s); choose another format.".formatted(format, e), e);
        }
    }

    private void requireHeld(BufferedImage picture, PictureFormat format, Path file)
            throws PictureFileException {
        check(picture.getWidth(), picture.getHeight(), file);
        if (!format.keepsAlpha() && !StandardPixels.isOpaque(picture)) {
            throw new PictureFileException(file,
                    format + " cannot keep the transparency; choose a .png, .webp or .tiff.");
        }
    }

    /** Of a standard kind, with no more bits than the format has. */
    private static BufferedImage held(BufferedImage picture, PictureFormat format) {
        if (isHeld(picture, format.bits())) {
            return picture;
        }
        BufferedImage standard = StandardPixels.of(picture);
        return isHeld(standard, format.bits()) ? standard : StandardPixels.of(standard, format.bits());
    }

    /** Without alpha where the format has none, and of a colour space that no encoder converts from. */
    private static BufferedImage storable(BufferedImage held, PictureFormat format) {
        WritableRaster raster = held.getRaster();
        int bands = raster.getNumBands();
        if (held.getColorModel().hasAlpha() && !format.keepsAlpha()) {
            int[] colours = IntStream.range(0, bands - 1).toArray();
            raster = raster.createWritableChild(0, 0, raster.getWidth(), raster.getHeight(), 0, 0, colours);
        }
        return PlainPicture.around(raster, raster.getNumBands() % 2 == 0, false);
    }

    /** Whether its values can be stored as they are, with no more bits than these. */
    private static boolean isHeld(BufferedImage picture, int bits) {
        return PlainPicture.isPlain(picture) && picture.getColorModel().getComponentSize(0) <= bits;
    }
}
