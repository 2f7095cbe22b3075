package org.derain4j.pictures.png;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.derain4j.pictures.format.Codec;
import org.derain4j.pictures.format.IccProfiles;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.OwnRecord;
import org.derain4j.pictures.metadata.Resolution;

/** The chunks to be written for what a picture has beside its pixels, in an order that the specification allows. */
final class PngRecords {

    private static final double CENTIMETRES_A_METRE = 100;
    /** What a ratio of pixels that is no whole number is multiplied with. */
    private static final int FINE = 10_000;

    private PngRecords() {}

    static List<OwnRecord> of(Codec.Storing store, int bands, int depth) {
        Metadata metadata = store.metadata();
        List<OwnRecord> own = store.same() ? metadata.own() : List.of();
        List<OwnRecord> first = new ArrayList<>();
        List<OwnRecord> then = new ArrayList<>();
        profile(metadata, own, bands <= 2).ifPresent(first::add);
        metadata.resolution().filter(r -> store.same() || r.saysSomething()).ifPresent(r -> then.add(pHYs(r)));
        metadata.exif().ifPresent(e -> then.add(new OwnRecord("eXIf", e)));
        metadata.xmp().ifPresent(x -> then.add(PngText.international(PngText.XMP, x)));
        boolean both = metadata.photoshop().isPresent() && metadata.iptc().isPresent();
        metadata.photoshop().ifPresent(p -> then.add(raw(both ? "8bim" : "iptc", p)));
        metadata.iptc().ifPresent(i -> then.add(raw("iptc", i)));
        for (OwnRecord record : own) {
            Optional<OwnRecord> fit = fitting(record, bands, depth);
            fit.ifPresent((PngRules.isOfColour(record.name()) ? first : then)::add);
        }
        if (!store.same()) {
            metadata.texts().forEach(t -> then.add(PngText.chunk(t)));
        }
        first.addAll(then);
        return first;
    }

    /** The chunk it came in, if it came in one, so that its name stays. */
    private static Optional<OwnRecord> profile(Metadata metadata, List<OwnRecord> own, boolean grey) {
        return metadata.profile().filter(p -> IccProfiles.fits(p, grey)).map(p -> own.stream()
                .filter(r -> r.name().equals("iCCP") && Arrays.equals(p, inflated(r))).findFirst()
                .orElseGet(() -> new OwnRecord("iCCP", PngText.joined("ICC profile\0\0", Zlib.deflated(p)))));
    }

    private static byte[] inflated(OwnRecord iCCP) {
        try {
            return PngText.of("zTXt", ByteBuffer.wrap(iCCP.bytes())).orElseThrow().bytes(Integer.MAX_VALUE)
                    .orElseThrow();
        } catch (DataFormatException e) {
            return null;
        }
    }

    /** As it is, or as the written kind of pixels has it, or not at all. */
    private static Optional<OwnRecord> fitting(OwnRecord record, int bands, int depth) {
        byte[] bytes = record.bytes();
        return switch (record.name()) {
            case "iCCP" -> Optional.empty();
            case "sBIT" -> Optional.of(record).filter(_ -> bytes.length == bands && isWithin(bytes, depth));
            case "bKGD" -> Optional.of(depth == Short.SIZE ? record : new OwnRecord("bKGD", narrow(bytes)))
                    .filter(_ -> bytes.length == (bands <= 2 ? 2 : 6));
            default -> Optional.of(record);
        };
    }

    private static boolean isWithin(byte[] bits, int depth) {
        for (byte b : bits) {
            if (b < 1 || b > depth) {
                return false;
            }
        }
        return true;
    }

    /** From 16 bits to 8. */
    private static byte[] narrow(byte[] wide) {
        byte[] narrow = new byte[wide.length];
        for (int i = 0; i < wide.length; i += 2) {
            narrow[i + 1] = wide[i];
        }
        return narrow;
    }

    private static OwnRecord raw(String kind, byte[] block) {
        return PngText.deflated(RawProfile.KEYWORD + kind, RawProfile.text(kind, block));
    }

    private static OwnRecord pHYs(Resolution resolution) {
        boolean metres = resolution.unit() != Resolution.Unit.NONE;
        Resolution scaled = resolution.perCentimetre();
        boolean whole = metres || scaled.x() == Math.rint(scaled.x()) && scaled.y() == Math.rint(scaled.y());
        double factor = metres ? CENTIMETRES_A_METRE : whole ? 1 : FINE;
        return new OwnRecord("pHYs", ByteBuffer.allocate(9).putInt(whole(scaled.x() * factor))
                .putInt(whole(scaled.y() * factor)).put((byte) (metres ? 1 : 0)).array());
    }

    private static int whole(double count) {
        return Math.clamp(Math.round(count), 1, Integer.MAX_VALUE);
    }
}
