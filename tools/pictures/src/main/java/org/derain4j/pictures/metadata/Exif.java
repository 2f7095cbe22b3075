package org.derain4j.pictures.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * EXIF blocks, changed where they would lie and nowhere else. Nothing in them moves: maker notes hold places that count from the block's
 * start, and only their makers know which. Previews inside maker notes stay as they are.
 */
public final class Exif {

    private static final int WIDTH = 0x0100;
    private static final int HEIGHT = 0x0101;
    private static final int ORIENTATION = 0x0112;
    private static final int X_RESOLUTION = 0x011A;
    private static final int Y_RESOLUTION = 0x011B;
    private static final int SOFTWARE = 0x0131;
    private static final int EXIF_IFD = 0x8769;
    private static final int EXIF_WIDTH = 0xA002;
    private static final int EXIF_HEIGHT = 0xA003;
    private static final int FOCAL_PLANE_X = 0xA20E;
    private static final int FOCAL_PLANE_Y = 0xA20F;
    private static final int INTEROP_IFD = 0xA005;
    private static final int RELATED_WIDTH = 0x1001;
    private static final int RELATED_HEIGHT = 0x1002;

    private Exif() {}

    /**
     * How the pixels are to be turned to be upright.
     *
     * @param block a TIFF structure
     * @return 1 to 8; 1 if it does not say so, or something else, or is broken
     */
    public static int orientation(byte[] block) {
        return stated(block).orElse(1);
    }

    /** What the block says of it, if it is one of 1 to 8. */
    private static Optional<Integer> stated(byte[] block) {
        try {
            TiffStructure tiff = TiffStructure.of(RandomBytes.of(block));
            Optional<IfdEntry> entry = tiff.ifd(tiff.first()).entries().stream().filter(Exif::isOrientation)
                    .findFirst();
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            long number = tiff.numbers(entry.get())[0];
            return number >= 1 && number <= 8 ? Optional.of((int) number) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isOrientation(IfdEntry entry) {
        return entry.tag() == ORIENTATION && entry.isNumber();
    }

    /**
     * Whether the block says how large a pixel is meant to be.
     *
     * @param block a TIFF structure
     * @return false if it does not, or is broken
     */
    public static boolean hasResolution(byte[] block) {
        try {
            TiffStructure tiff = TiffStructure.of(RandomBytes.of(block));
            return tiff.ifd(tiff.first()).entry(X_RESOLUTION).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The block of the same picture with its pixels turned upright: the orientation is 1, widths and heights are the given ones where there
     * are any, horizontal and vertical resolutions change places where the sides do, and the thumbnail is gone, since it shows what was there
     * before.
     *
     * @param block  a TIFF structure; not changed
     * @param turned whether width and height change places
     * @param width  of the upright picture
     * @param height of the upright picture
     * @return the new block; the same if it is broken
     */
    static byte[] upright(byte[] block, boolean turned, int width, int height) {
        byte[] changed = block.clone();
        ExifEdit edit;
        try {
            edit = new ExifEdit(changed);
        } catch (IOException e) {
            return block;
        }
        edit.setAll(edit.main(), ORIENTATION, 1);
        try {
            turn(edit, turned, width, height);
            return edit.withoutThumbnail();
        } catch (IOException e) {
            // The pixels are turned: what was set stays set, the orientation before all else.
            return changed;
        }
    }

    private static void turn(ExifEdit edit, boolean turned, int width, int height) throws IOException {
        Ifd main = edit.main();
        edit.setAll(main, WIDTH, width);
        edit.setAll(main, HEIGHT, height);
        if (turned) {
            edit.exchange(main, X_RESOLUTION, Y_RESOLUTION);
        }
        Optional<Ifd> exif = edit.child(main, EXIF_IFD);
        if (exif.isPresent()) {
            edit.setAll(exif.get(), EXIF_WIDTH, width);
            edit.setAll(exif.get(), EXIF_HEIGHT, height);
            if (turned) {
                edit.exchange(exif.get(), FOCAL_PLANE_X, FOCAL_PLANE_Y);
            }
            Optional<Ifd> interop = edit.child(exif.get(), INTEROP_IFD);
            if (interop.isPresent()) {
                edit.setAll(interop.get(), RELATED_WIDTH, width);
                edit.setAll(interop.get(), RELATED_HEIGHT, height);
            }
        }
    }

    /**
     * The block with a name of software. What there was in its place is overwritten; where there is too little room the name goes to the
     * end, and so does the first directory if it has no entry for it.
     *
     * @param block    a TIFF structure, or null to begin one; not changed
     * @param software its name
     * @return the new block; the same if it is broken
     */
    public static byte[] withSoftware(byte[] block, String software) {
        byte[] text = (software + '\0').getBytes(StandardCharsets.UTF_8);
        if (block == null) {
            // A little-endian structure whose directory, at 8, has no entry and no successor.
            byte[] empty = {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0};
            return withSoftware(empty, software);
        }
        try {
            ExifEdit edit = new ExifEdit(block.clone());
            Optional<IfdEntry> entry = edit.main().entry(SOFTWARE);
            return entry.isPresent() ? edit.withText(entry.get(), text) : edit.withEntry(SOFTWARE, text);
        } catch (IOException e) {
            return block;
        }
    }
}
