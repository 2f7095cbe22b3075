package org.derain4j.cli.view;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.FinishedPage;
import org.derain4j.cli.common.MemorySize;
import org.derain4j.pictures.PictureFile;
import org.derain4j.web.page.ShownPicture;
import org.derain4j.web.page.Side;
import org.derain4j.web.page.ViewPage;

/** A page that pictures are put on one after the other. There is nothing on the disk before the first, and no page without any. */
public final class PicturePage implements AutoCloseable {

    /** What pages take at most, unless told. */
    public static final long USUAL_BYTES = ViewPage.USUAL_BYTES;

    private static final long LEAST_BYTES = 1L << 20;
    private static final long MOST_BYTES = 1L << 30;

    private static final double TENTHS = 10.0 / (1 << 20);

    /** Three or four images of a few hundred pixels a side. */
    private static final long LEAST_PICTURE = 24L << 10;

    private final Path file;
    private final int most;
    private final long bytes;
    private ViewPage page;
    private int pictures;

    /**
     * An empty page.
     *
     * @param file  is replaced if it exists
     * @param most  how many pictures there will be at most; they share the bytes
     * @param bytes that the file is to have at most
     */
    public PicturePage(Path file, int most, long bytes) {
        this.file = file;
        this.most = most;
        this.bytes = bytes;
    }

    /** Refuses a size that is none for a page, or too small for so many pictures to be seen. */
    public static void checkSize(String option, long bytes, int pictures) {
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw Failure.usage("%s is %s; give %s to %s.".formatted(option,
                    bytes < LEAST_BYTES ? (bytes >> 10) + "K" : MemorySize.words(bytes),
                    MemorySize.words(LEAST_BYTES), MemorySize.words(MOST_BYTES)));
        }
        long least = LEAST_BYTES / 4 + pictures * LEAST_PICTURE;
        if (bytes < least) {
            throw Failure.usage(String.format(Locale.ROOT,
                    "%d pictures do not fit on a page of %.1f MB; give %s %.1fM, or take fewer.", pictures,
                    Math.floor(TENTHS * bytes) / 10, option, Math.ceil(TENTHS * least) / 10));
        }
    }

    /** What putting a picture of that many bytes of samples on the page takes beside it and its result; 3.3 times as many were measured. */
    public static long workingBytes(long samples) {
        return 4 * samples;
    }

    /** What the page will be. */
    public Path file() {
        return file;
    }

    /**
     * Takes a picture and its result, of the same size.
     *
     * @param name   by which the list names it
     * @param before the file of the picture
     * @param rain   what was read of it
     * @param after  the file of the result; null where there is none
     * @param result its pixels
     * @param dry    whose colour profile the result has
     * @throws Failure if the page cannot be written
     */
    public void add(String name, Path before, PictureFile rain, Path after, BufferedImage result, PictureFile dry) {
        Side dried = after == null
                ? new Side(name + ", derained", OptionalLong.empty(), result, dry, Optional.empty())
                : side(after, result, dry, Optional.empty());
        Side rainy = before.equals(after)
                ? new Side(ShownNames.of(before), OptionalLong.empty(), rain.picture(), rain, Optional.empty()) // replaced
                : side(before, rain.picture(), rain, Optional.empty());
        add(new ShownPicture(name, rainy, dried, Optional.empty(), Optional.empty()));
    }

    /** Takes a picture, or throws a failure of the page. */
    void add(ShownPicture picture) {
        try {
            if (page == null) {
                page = ViewPage.create(file,
                        most == 1 ? picture.name() + ", before and after" : "Before and after", most, bytes);
            }
            page.add(picture);
        } catch (IOException e) {
            throw Failure.input(file, e);
        }
        pictures++;
    }

    /** One side of a picture. */
    static Side side(Path file, BufferedImage picture, PictureFile source, Optional<Side.Score> score) {
        return new Side(ShownNames.of(file), size(file), picture, source, score);
    }

    private static OptionalLong size(Path file) {
        try {
            return ShownNames.isStandardInput(file) ? OptionalLong.empty() : OptionalLong.of(Files.size(file));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Ends the page: it is there now.
     *
     * @return what it is; empty where no picture was put on it, and so there is none
     * @throws Failure if it cannot be written
     */
    public Optional<FinishedPage> commit() {
        try {
            return page == null ? Optional.empty() : Optional.of(new FinishedPage(file, pictures, page.commit()));
        } catch (IOException e) {
            throw Failure.input(file, e);
        }
    }

    /** Removes what was written, unless it was committed. */
    @Override
    public void close() throws IOException {
        if (page != null) {
            page.close();
        }
    }
}
