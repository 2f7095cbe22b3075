package org.derain4j.pictures.jpeg;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What some cameras put behind the first picture: smaller pictures, a gain map for HDR screens, a video. It shows the rain, and is not
 * kept; so it is said, and XMP is not to promise it any more: a viewer would look for a gain map that is not there.
 */
final class JpegAppendix {

    private static final int NUMBER_OF_PICTURES = 0xB001;

    private static final Pattern VIDEO = promise("GCamera:(?:MotionPhoto|MicroVideo)\\w*");
    private static final Pattern GAIN_MAP = promise("hdrgm:\\w+");
    private static final Pattern DIRECTORY = Pattern.compile("<(\\w+:Directory)\\b");
    private static final String CONTAINER = "http://ns.google.com/photos/1.0/container/";

    private boolean gainMap;
    private long pictures = 1;

    /** An attribute with its value, or an element with its. */
    private static Pattern promise(String name) {
        return Pattern.compile("\\s" + name + "\\s*=\\s*(?:\"[^\"]*\"|'[^']*')|<(" + name + ")>[^<]*</\\1\\s*>");
    }

    /** A segment tells of a gain map. */
    void gainMap() {
        gainMap = true;
    }

    /**
     * The list of the pictures in the file (CIPA's multi-picture format).
     *
     * @param list a TIFF structure
     */
    void pictures(byte[] list) {
        try {
            ByteBuffer in = ByteBuffer.wrap(list);
            in.order(in.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            in.position(in.getInt(4));
            for (int entries = in.getShort() & 0xFFFF; entries > 0; entries--) {
                int tag = in.getShort() & 0xFFFF;
                in.position(in.position() + 6);
                int value = in.getInt();
                if (tag == NUMBER_OF_PICTURES) {
                    pictures = Integer.toUnsignedLong(value);
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException _) {
            // The list lies; the pictures behind the first are not read anyway.
        }
    }

    /**
     * Takes the promises out of XMP, and says what is left out.
     *
     * @param xmp   of the first picture, or null
     * @param bytes how many there are behind the first picture
     * @param notes take a sentence each
     * @return what remains of XMP: the very same where it promises nothing
     */
    byte[] leaveOut(byte[] xmp, int bytes, List<String> notes) {
        // One byte a character, whatever the encoding: all that is looked for is ASCII.
        String packet = xmp == null ? "" : new String(xmp, StandardCharsets.ISO_8859_1);
        String kept = GAIN_MAP.matcher(packet).replaceAll("");
        gainMap |= kept.length() < packet.length();
        String still = VIDEO.matcher(kept).replaceAll("");
        boolean video = still.length() < kept.length();
        if (still.contains(CONTAINER)) {
            still = withoutDirectory(still);
        }
        if (gainMap) {
            notes.add("its gain map for HDR screens was left out.");
        }
        if (video) {
            notes.add("its video was left out.");
        }
        if (bytes > 0 && pictures > (gainMap ? 2 : 1)) {
            notes.add("only the first of its %d pictures is kept.".formatted(pictures));
        } else if (bytes > 0 && !gainMap && !video) {
            notes.add("the %d bytes after its end were left out.".formatted(bytes));
        }
        return still.length() < packet.length() ? still.getBytes(StandardCharsets.ISO_8859_1) : xmp;
    }

    private static String withoutDirectory(String packet) {
        Matcher begin = DIRECTORY.matcher(packet);
        int end = begin.find() ? packet.indexOf("</" + begin.group(1), begin.end()) : -1;
        end = end < 0 ? -1 : packet.indexOf('>', end);
        return end < 0 ? packet : packet.substring(0, begin.start()) + packet.substring(end + 1);
    }
}
