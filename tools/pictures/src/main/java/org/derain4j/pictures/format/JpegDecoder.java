package org.derain4j.pictures.format;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes with the JDK's own reader, which is libjpeg: to the level what other programs decode, and its warnings say what is damaged.
 * TwelveMonkeys' reader calls it for the same pixels, and puts conversions of its own on top that are not wanted here.
 *
 * @param pixels  what is decoded
 * @param frame   their header
 * @param colours what the components are
 * @param profile of inks
 * @param state   what is known of them before they are decoded
 * @param lenient whether a damaged picture is taken as far as it goes
 */
record JpegDecoder(JpegPixels pixels, JpegFrame frame, JpegColours colours, Optional<byte[]> profile, State state,
        boolean lenient) implements Parts.Pixels {

    /** What is known before the decoding. */
    enum State {
        /** Nothing is missing. */
        WHOLE,
        /** The end of the file is missing, and perhaps pixels. */
        WITHOUT_END,
        /** Pixels are missing; it has been said. */
        NOT_WHOLE
    }

    private static final String BYTES_TOO_MANY = "extraneous bytes before marker 0xd9";

    @Override
    public BufferedImage decode(Consumer<String> notes) throws IOException {
        ImageReader reader = reader();
        Warnings warnings = new Warnings();
        reader.addIIOReadWarningListener((_, warning) -> warnings.take(warning));
        if (pixels.rowByRow()) {
            // With other scans the reader would put the picture together anew for each of them, only to tell of its progress.
            reader.addIIOReadProgressListener(warnings);
        }
        try (ImageInputStream in = pixels.stream()) {
            reader.setInput(in, true, true);
            if (colours.inks()) {
                WritableRaster inks = (WritableRaster) reader.readRaster(0, null);
                judge(warnings, notes);
                return JpegInks.toRgb(inks, colours, profile, notes);
            }
            boolean smooth = colours == JpegColours.YCBCR && frame.halfHigh();
            BufferedImage picture = smooth
                    ? JpegYcc.smoothed((WritableRaster) reader.readRaster(0, null), frame)
                    : reader.read(0);
            judge(warnings, notes);
            return picture;
        } catch (IIOException | RuntimeException e) {
            // The reader meets broken tables with exceptions of any kind.
            throw DamagedException.broken(Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()), e);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader() throws IOException {
        for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName("JPEG"); all.hasNext();) {
            ImageReader reader = all.next();
            if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
                return reader;
            }
        }
        throw new IOException("this Java has no JPEG decoder; take a full JDK");
    }

    private void judge(Warnings warnings, Consumer<String> notes) throws DamagedException {
        if (warnings.first == null) {
            if (state == State.WITHOUT_END) {
                notes.accept("its last bytes are missing, but no pixels.");
            }
            return;
        }
        if (warnings.first.endsWith(BYTES_TOO_MANY)) {
            notes.accept("its pixels are followed by bytes that belong to none; look whether it is right.");
            return;
        }
        boolean cut = warnings.first.contains("premature") || warnings.first.contains("Premature")
                || warnings.first.contains("found marker 0xd9");
        String fault = cut
                ? "it is cut short"
                : "its coded pixels are damaged (" + warnings.first.replace("Corrupt JPEG data: ", "") + ")";
        if (!lenient) {
            throw DamagedException.cutShort(fault, null);
        }
        if (warnings.percent >= 0) {
            notes.accept("%s: what lies below about %.0f %% of its height is not the picture any more.".formatted(fault,
                    warnings.percent));
        } else if (state != State.NOT_WHOLE || !cut) {
            notes.accept(fault + "; it is taken as far as it goes.");
        }
    }

    /** Of the reader's warnings the first, which is the only one that it tells, and how far it had come. */
    private static final class Warnings implements IIOReadProgressListener {

        private String first;
        private float reached = -1;
        private float percent = -1;

        private void take(String warning) {
            if (first == null) {
                first = warning;
                percent = reached;
            }
        }

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            reached = percentageDone;
        }

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {
            reached = 0;
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
