package org.derain4j.pictures.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.metadata.Ifd;
import org.derain4j.pictures.metadata.IfdBuilder;
import org.derain4j.pictures.metadata.IfdEntry;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.MetadataBuilder;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;
import org.derain4j.pictures.metadata.TiffStructure;

/** Sorts the fields of a directory into {@link Metadata}; orientation goes where EXIF has it. */
final class TiffMetadata {

    /** What EXIF has in its first directory; also what TIFF/EP and Windows put there. */
    private static final Set<Integer> EXIF = Set.of(TiffTags.DOCUMENT_NAME, 271, 272, TiffTags.SOFTWARE, 306,
            TiffTags.ARTIST, 316, 318, 319, 18246, 18249, TiffTags.COPYRIGHT, 33434, 33437, 34850, 34855, 36867, 37377,
            37378, 37380, 37383, 37384, 37385, 37386, 40091, 40092, 40093, 40094, 40095, TiffTags.EXIF, TiffTags.GPS);
    private static final Set<Integer> RESOLUTION = Set.of(TiffTags.X_RESOLUTION, TiffTags.Y_RESOLUTION,
            TiffTags.RESOLUTION_UNIT);
    /** What is true of the file's pixels alone: how they lie, their levels, pages and previews. */
    private static final Set<Integer> OF_PIXELS = Set.of(254, 255, TiffTags.WIDTH, TiffTags.HEIGHT, TiffTags.BITS,
            TiffTags.COMPRESSION, TiffTags.PHOTOMETRIC, 263, 264, 265, TiffTags.FILL_ORDER, TiffTags.STRIP_OFFSETS,
            TiffTags.SAMPLES, TiffTags.ROWS_PER_STRIP, TiffTags.STRIP_COUNTS, 280, 281, TiffTags.PLANAR, 288, 289, 290,
            291, TiffTags.T4_OPTIONS, TiffTags.T6_OPTIONS, 297, 301, TiffTags.PREDICTOR, TiffTags.COLOUR_MAP, 321,
            TiffTags.TILE_WIDTH, TiffTags.TILE_HEIGHT, TiffTags.TILE_OFFSETS, TiffTags.TILE_COUNTS, 326, 327, 328,
            TiffTags.SUB_IFDS, 332, 333, 334, 336, TiffTags.EXTRA_SAMPLES, TiffTags.SAMPLE_FORMAT, 340, 341, 342,
            TiffTags.JPEG_TABLES, 32995, 32996, 32997, 32998, 50838, 50839, TiffTags.PHOTOSHOP_LAYERS);
    /** A description that is longer is a program's, not a person's, and would not fit into a JPEG's EXIF. */
    private static final int DESCRIPTION = 4096;
    private static final int ICC_HEAD = 128;

    private final TiffStructure tiff;
    private final Ifd ifd;
    private final Consumer<String> notes;
    private final MetadataBuilder metadata = Metadata.builder();
    private final IfdBuilder exif;

    private TiffMetadata(TiffStructure tiff, Ifd ifd, Consumer<String> notes) {
        this.tiff = tiff;
        this.ifd = ifd;
        this.notes = notes;
        exif = new IfdBuilder(tiff.order(), false);
    }

    /**
     * What a directory says beside its pixels.
     *
     * @param colours of a pixel: 1 is grey, 3 is RGB; else a profile would not fit the picture that is made of them
     */
    static Metadata of(TiffStructure tiff, Ifd ifd, int colours, Consumer<String> notes) throws IOException {
        return new TiffMetadata(tiff, ifd, notes).gathered(colours);
    }

    private Metadata gathered(int colours) throws IOException {
        long room = tiff.length();
        Set<Integer> tags = new HashSet<>();
        for (IfdEntry entry : ifd.entries()) {
            // The first of a tag counts. Fields that lie over each other could make much out of little.
            if (entry.bytes() > 0 && entry.bytes() <= room && tags.add(entry.tag()) && tiff.holds(entry)) {
                room -= entry.bytes();
                take(entry, colours);
            }
        }
        exif.putCopies(tiff, ifd, entry -> EXIF.contains(entry.tag()) || isShortDescription(entry));
        if (exif.has(TiffTags.EXIF) && TiffFields.hasMakerNote(tiff)) {
            notes.accept("its maker note is kept, but not its place; what it counts from there may not be found.");
        }
        Optional<Resolution> resolution = resolution();
        resolution.ifPresent(metadata::resolution);
        long orientation = number(TiffTags.ORIENTATION);
        if (orientation > 1 && orientation <= 8) {
            exif.putShorts(TiffTags.ORIENTATION, (int) orientation);
        }
        if (!exif.isEmpty()) {
            if (resolution.isPresent()) {
                exif.putCopies(tiff, ifd, entry -> RESOLUTION.contains(entry.tag()));
            }
            metadata.exif(exif.structure());
        }
        return metadata.build();
    }

    private void take(IfdEntry entry, int colours) throws IOException {
        switch (entry.tag()) {
            case TiffTags.XMP -> metadata.xmp(tiff.bytes(entry));
            case TiffTags.IPTC -> metadata.iptc(iptc(entry));
            case TiffTags.PHOTOSHOP -> metadata.photoshop(tiff.bytes(entry));
            case TiffTags.PROFILE -> profile(tiff.bytes(entry), colours);
            case TiffTags.DESCRIPTION -> description(entry);
            case TiffTags.PHOTOSHOP_LAYERS -> notes.accept("its Photoshop layers are not kept.");
            default -> {
                boolean elsewhere = entry.tag() == TiffTags.ORIENTATION || RESOLUTION.contains(entry.tag())
                        || EXIF.contains(entry.tag());
                if (!elsewhere && !isOfPixels(entry.tag())) {
                    own(entry);
                }
            }
        }
    }

    /** Whether a field is of no use to other pixels. */
    static boolean isOfPixels(int tag) {
        return OF_PIXELS.contains(tag) || tag >= TiffTags.JPEG_PROC && tag <= TiffTags.YCBCR_REFERENCE;
    }

    /** Some writers gave it the type of 32-bit numbers, and turned its bytes round with them. */
    private byte[] iptc(IfdEntry entry) throws IOException {
        byte[] bytes = tiff.bytes(entry);
        boolean turned = entry.type() == IfdEntry.LONG && bytes.length >= 4 && bytes[0] != 0x1C && bytes[3] == 0x1C;
        if (turned) {
            for (ByteBuffer b = ByteBuffer.wrap(bytes); b.remaining() >= 4;) {
                b.putInt(Integer.reverseBytes(b.getInt(b.position())));
            }
        }
        return bytes;
    }

    private void profile(byte[] icc, int colours) {
        String wanted = colours == 0 ? "" : colours == 1 ? "GRAY" : "RGB ";
        String space = icc.length < ICC_HEAD ? "" : new String(icc, 16, 4, StandardCharsets.US_ASCII);
        boolean named = icc.length >= ICC_HEAD && new String(icc, 36, 4, StandardCharsets.US_ASCII).equals("acsp");
        if (colours != 0 && IccProfiles.fits(icc, colours == 1)) {
            metadata.profile(icc);
        } else if (!named || space.equals(wanted)) {
            notes.accept("its colour profile is broken and is left out.");
        } else if (colours != 0) {
            notes.accept("its colour profile is for other colours (" + space.replaceAll("[^A-Za-z0-9 ]", "?").strip()
                    + ") and is left out.");
        }
    }

    private static boolean isShortDescription(IfdEntry entry) {
        return entry.tag() == TiffTags.DESCRIPTION && entry.bytes() <= DESCRIPTION;
    }

    private void description(IfdEntry entry) throws IOException {
        if (!isShortDescription(entry)) {
            metadata.add(new Text("Description", text(tiff.bytes(entry))));
        }
    }

    /** Without the zeros at its end; UTF-8, or what any byte is a letter of. */
    static String text(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        byte[] text = Arrays.copyOf(bytes, end);
        String read = new String(text, StandardCharsets.UTF_8);
        return Arrays.equals(read.getBytes(StandardCharsets.UTF_8), text)
                ? read
                : new String(text, StandardCharsets.ISO_8859_1);
    }

    private void own(IfdEntry entry) throws IOException {
        boolean place = entry.type() == IfdEntry.IFD || entry.type() == IfdEntry.IFD8;
        if (place) {
            notes.accept("its directory " + entry.tag() + " is not kept.");
        } else {
            metadata.add(TiffOwn.record(entry.tag(), entry.type(), tiff.bytes(entry), tiff.order()));
        }
    }

    private Optional<Resolution> resolution() throws IOException {
        double x = ratio(TiffTags.X_RESOLUTION);
        double y = ratio(TiffTags.Y_RESOLUTION);
        Resolution.Unit unit = switch ((int) number(TiffTags.RESOLUTION_UNIT)) {
            case 1 -> Resolution.Unit.NONE;
            case 3 -> Resolution.Unit.CENTIMETRE;
            default -> Resolution.Unit.INCH;
        };
        boolean nothing = unit == Resolution.Unit.NONE && x == 1 && y == 1;
        return x > 0 && y > 0 && !nothing ? Optional.of(new Resolution(x, y, unit)) : Optional.empty();
    }

    private double ratio(int tag) throws IOException {
        IfdEntry entry = ifd.entry(tag).orElse(null);
        if (entry == null || entry.type() != IfdEntry.RATIONAL || entry.count() != 1 || !tiff.holds(entry)) {
            return 0;
        }
        ByteBuffer pair = ByteBuffer.wrap(tiff.bytes(entry)).order(tiff.order());
        long below = pair.getInt(4) & 0xFFFF_FFFFL;
        return below == 0 ? 0 : (double) (pair.getInt(0) & 0xFFFF_FFFFL) / below;
    }

    private long number(int tag) {
        try {
            return tiff.number(ifd, tag, 0);
        } catch (IOException e) {
            return 0;
        }
    }
}
