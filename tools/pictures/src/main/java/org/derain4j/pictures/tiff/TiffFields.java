package org.derain4j.pictures.tiff;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.derain4j.pictures.format.OwnLosses;
import org.derain4j.pictures.metadata.IfdBuilder;
import org.derain4j.pictures.metadata.IfdEntry;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.Photoshop;
import org.derain4j.pictures.metadata.RandomBytes;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;
import org.derain4j.pictures.metadata.TiffStructure;

/** The fields of a TIFF that say what its {@link Metadata} do. An orientation is never among them: pixels are written upright. */
final class TiffFields {

    /** Microsoft's room for later changes. */
    private static final int PADDING = 59932;

    private static final Map<String, Integer> TEXTS = Map.of("Description", TiffTags.DESCRIPTION, Text.COMMENT,
            TiffTags.DESCRIPTION, "Title", TiffTags.DOCUMENT_NAME, "Author", TiffTags.ARTIST, "Copyright",
            TiffTags.COPYRIGHT, "Software", TiffTags.SOFTWARE);

    private final Metadata metadata;
    private final boolean same;
    private final Optional<TiffStructure> exif;

    TiffFields(Metadata metadata, boolean same) {
        this.metadata = metadata;
        this.same = same;
        exif = metadata.exif().flatMap(TiffFields::structure);
    }

    private static Optional<TiffStructure> structure(byte[] block) {
        try {
            return Optional.of(TiffStructure.of(RandomBytes.of(block)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static List<String> losses(Metadata metadata, boolean same) {
        List<String> losses = new ArrayList<>();
        if (!same) {
            losses.addAll(OwnLosses.of(metadata));
            metadata.exif().flatMap(TiffFields::structure).filter(TiffFields::hasMakerNote)
                    .ifPresent(_ -> losses.add("the place of its maker note, which may count from it,"));
        }
        String texts = metadata.texts().stream().map(Text::keyword).filter(keyword -> !TEXTS.containsKey(keyword))
                .distinct().limit(10).collect(Collectors.joining(", "));
        if (!texts.isEmpty()) {
            losses.add("its texts (" + texts + ")");
        }
        if (metadata.exif().isPresent() && structure(metadata.exif().get()).isEmpty()) {
            losses.add("its EXIF data, which are broken");
        }
        return losses;
    }

    /** Whether there is one that its maker may have filled with places, which count from the start of the block or the file. */
    static boolean hasMakerNote(TiffStructure tiff) {
        try {
            long at = tiff.number(tiff.ifd(tiff.first()), TiffTags.EXIF, 0);
            return at > 0 && tiff.ifd(at).entry(TiffTags.MAKER_NOTE).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** That of EXIF, so that none of its bytes need be turned round, the maker's least of all. */
    ByteOrder order() {
        return exif.map(TiffStructure::order).orElse(ByteOrder.LITTLE_ENDIAN);
    }

    IfdBuilder directory(boolean big) throws IOException {
        IfdBuilder fields = new IfdBuilder(order(), big);
        if (exif.isPresent()) {
            TiffStructure tiff = exif.get();
            fields.putCopies(tiff, tiff.ifd(tiff.first()), entry -> isKept(entry.tag()));
        }
        boolean stated = fields.has(TiffTags.X_RESOLUTION) && fields.has(TiffTags.Y_RESOLUTION);
        // Every TIFF must say something: here, that pixels are as wide as they are high.
        Resolution other = metadata.resolution().orElse(new Resolution(1, 1, Resolution.Unit.NONE));
        if (!stated || other.saysSomething()) {
            put(fields, other);
        }
        metadata.texts().stream().filter(text -> TEXTS.containsKey(text.keyword())).collect(Collectors
                .groupingBy(text -> TEXTS.get(text.keyword()),
                        Collectors.mapping(Text::text, Collectors.joining("\n"))))
                .forEach((tag, text) -> {
                    if (!fields.has(tag)) {
                        fields.putText(tag, text);
                    }
                });
        if (same) {
            metadata.own().forEach(record -> TiffOwn.put(record, fields));
        }
        metadata.xmp().ifPresent(packet -> put(fields, TiffTags.XMP, IfdEntry.BYTE, packet));
        metadata.photoshop().ifPresent(blocks -> put(fields, TiffTags.PHOTOSHOP, IfdEntry.BYTE, blocks));
        metadata.iptc().or(() -> metadata.photoshop().flatMap(Photoshop::iptc))
                .ifPresent(iptc -> put(fields, TiffTags.IPTC, IfdEntry.UNDEFINED, iptc));
        metadata.profile().ifPresent(icc -> put(fields, TiffTags.PROFILE, IfdEntry.UNDEFINED, icc));
        return fields;
    }

    private static void put(IfdBuilder fields, Resolution resolution) {
        fields.putRatio(TiffTags.X_RESOLUTION, resolution.x()).putRatio(TiffTags.Y_RESOLUTION, resolution.y())
                .putShorts(TiffTags.RESOLUTION_UNIT, unit(resolution.unit()));
    }

    private static void put(IfdBuilder fields, int tag, int type, byte[] value) {
        fields.put(tag, type, value.length, value);
    }

    private static int unit(Resolution.Unit unit) {
        return switch (unit) {
            case NONE -> 1;
            case INCH -> 2;
            case CENTIMETRE -> 3;
        };
    }

    private static boolean isKept(int tag) {
        return switch (tag) {
            case TiffTags.ORIENTATION, TiffTags.XMP, TiffTags.IPTC, TiffTags.PHOTOSHOP, TiffTags.PROFILE, PADDING ->
                false;
            default -> !TiffMetadata.isOfPixels(tag);
        };
    }
}
