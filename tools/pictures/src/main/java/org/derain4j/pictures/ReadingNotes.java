package org.derain4j.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import org.w3c.dom.Element;

/** What reading a picture leaves behind of what it shows, a sentence each; texts and camera data go without a note. */
final class ReadingNotes {

    private static final String PNG_METADATA = "javax_imageio_png_1.0";

    private ReadingNotes() {}

    /** The notes on the first picture of the reader's file. */
    static List<String> of(ImageReader reader, BufferedImage stored) throws IOException {
        List<String> notes = new ArrayList<>();
        if (reader.getNumImages(true) > 1) {
            notes.add("only the first of its " + reader.getNumImages(true) + " pictures is taken.");
        }
        if (IntStream.of(stored.getSampleModel().getSampleSize()).anyMatch(bits -> bits > Byte.SIZE)) {
            notes.add("its samples are reduced to 8 bits.");
        }
        try {
            addLosses(reader.getImageMetadata(0), notes);
        } catch (IOException | RuntimeException e) {
            notes.add("its metadata cannot be read and is ignored.");
        }
        return notes;
    }

    private static void addLosses(IIOMetadata metadata, List<String> notes) {
        attribute(metadata, IIOMetadataFormatImpl.standardMetadataFormatName, "ImageOrientation", "value")
                .filter(orientation -> !orientation.equals("Normal"))
                .ifPresent(_ -> notes.add("its EXIF orientation is not applied; the result may lie on its side."));
        // The other decoders convert to sRGB themselves.
        attribute(metadata, PNG_METADATA, "iCCP", "profileName").filter(profile -> !profile.contains("sRGB"))
                .ifPresent(profile -> notes
                        .add("its colour profile (" + profile + ") is not applied; colours may shift a little."));
    }

    private static Optional<String> attribute(IIOMetadata metadata, String format, String element, String attribute) {
        boolean known = metadata != null && (format.equals(metadata.getNativeMetadataFormatName())
                || metadata.isStandardMetadataFormatSupported()
                        && format.equals(IIOMetadataFormatImpl.standardMetadataFormatName));
        if (!known) {
            return Optional.empty();
        }
        Element root = (Element) metadata.getAsTree(format);
        return Optional.ofNullable((Element) root.getElementsByTagName(element).item(0))
                .map(e -> e.getAttribute(attribute));
    }
}
