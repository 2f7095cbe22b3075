package org.derain4j.pictures.jpeg;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.Upright;

/**
 * Decodes with the JDK's own reader, which is libjpeg: to the level what other programs decode, and its warnings say what is damaged.
 * TwelveMonkeys' reader calls it for the same pixels, and puts conversions of its own on top that are not wanted here; but it alone knows
 * lossless JPEGs.
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

    private static final String JDK = "com.sun.imageio.";
    private static final String TWELVE_MONKEYS = "com.twelvemonkeys.imageio.";

    private static final Pattern EXTRANEOUS = Pattern.compile("(\\d+) extraneous bytes before marker 0x(..)");
    /** Some cameras fill up to words before each restart marker. */
    private static final int FILLING = 3;

    @Override
    public BufferedImage decode(Upright place, Consumer<String> notes) throws IOException {
        ImageReader reader = reader(frame.lossless() ? TWELVE_MONKEYS : JDK);
        Warnings warnings = new Warnings();
        reader.addIIOReadWarningListener((_, warning) -> warnings.take(warning));
        if (pixels.rowByRow()) {
            // With other scans the reader would put the picture together anew for each of them, only to tell of its progress.
            reader.addIIOReadProgressListener(warnings);
        }
        // The lossless decoder knows that something is missing only where the file has no end.
        boolean end = state == State.WHOLE || lenient || !frame.lossless();
        try (ImageInputStream in = pixels.stream(end)) {
            reader.setInput(in, true, true);
            if (colours.inks()) {
                WritableRaster inks = (WritableRaster) reader.readRaster(0, null);
                judge(warnings, notes);
                return JpegInks.toRgb(inks, colours, profile, notes);
            }
            BufferedImage picture = colours.isSmooth(frame)
                    ? JpegYcc.smoothed((WritableRaster) reader.readRaster(0, null), frame)
                    : read(reader, place);
            judge(warnings, notes);
            return picture;
        } catch (DamagedException e) {
            throw e;
        } catch (EOFException e) {
            throw DamagedException.cutShort("it is cut short", e);
        } catch (IOException e) {
            throw DamagedException.broken(Objects.requireNonNullElse(e.getMessage(), "its coded pixels are damaged"),
                    e);
        } catch (RuntimeException e) {
            // Readers meet broken tables with exceptions of any kind, and with messages that say nothing to people.
            throw DamagedException.broken("its coded pixels are damaged", e);
        } finally {
            reader.dispose();
        }
    }

    /** The lossless decoder has pictures of its own kinds. */
    private BufferedImage read(ImageReader reader, Upright place) throws IOException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        if (!frame.lossless()) {
            parameters.setDestination(
                    place.blank(frame.width(), frame.height(), colours == JpegColours.GREY, false, false));
        }
        return reader.read(0, parameters);
    }

    private static ImageReader reader(String maker) throws IOException {
        for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName("JPEG"); all.hasNext();) {
            ImageReader reader = all.next();
            if (reader.getClass().getName().startsWith(maker)) {
                return reader;
            }
        }
        throw new IOException("its decoder is missing: " + maker);
    }

    private void judge(Warnings warnings, Consumer<String> notes) throws DamagedException {
        if (warnings.first == null) {
            if (state == State.WITHOUT_END) {
                notes.accept(frame.lossless()
                        ? "it is cut short; it is taken as far as it goes."
                        : "its last bytes are missing, but no pixels.");
            }
            return;
        }
        Matcher extraneous = EXTRANEOUS.matcher(warnings.first);
        if (extraneous.find() && (extraneous.group(2).equals("d9") || harmless(extraneous.group(1)))) {
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
        if (warnings.percent >= 1) {
            notes.accept("%s: what lies below about %.0f %% of its height is not the picture any more.".formatted(fault,
                    warnings.percent));
        } else if (state != State.NOT_WHOLE || !cut) {
            notes.accept(fault + "; it is taken as far as it goes.");
        }
    }

    private boolean harmless(String bytes) {
        return state == State.WHOLE && bytes.length() == 1 && Integer.parseInt(bytes) <= FILLING;
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
