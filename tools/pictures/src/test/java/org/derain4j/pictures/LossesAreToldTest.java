package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.derain4j.pictures.format.Codec.Storing;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.metadata.Exif;
import org.derain4j.pictures.metadata.Metadata;
import org.derain4j.pictures.metadata.Photoshop;
import org.derain4j.pictures.metadata.Resolution;
import org.derain4j.pictures.metadata.Text;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is not kept on the way from one format to another is told before, and nothing else is told. */
class LossesAreToldTest {

    private static final byte[] IPTC = {0x1C, 2, 90, 0, 6, 'B', 'e', 'r', 'g', 'e', 'n'};

    @TempDir
    private Path folder;

    static Stream<Arguments> pairs() {
        return Arrays.stream(PictureFormat.values())
                .flatMap(from -> Arrays.stream(PictureFormat.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void fromEachToEach(PictureFormat from, PictureFormat to) throws IOException {
        Path in = folder.resolve("in." + from.extension());
        from.codec().write(Pictures.colour(), new Storing(everything(), false, Coding.PLAIN, 0), in);
        PictureFile source = new PictureReader().read(in);
        assertEquals(List.of(), source.notes());
        assertKept(everything(), from.codec().losses(everything(), false), source.metadata());

        Path out = folder.resolve("out." + to.extension());
        List<String> told = new PictureWriter().check(source, out);
        new PictureWriter().write(source.picture(), source, out);
        PictureFile result = new PictureReader().read(out);
        assertEquals(List.of(), result.notes());
        assertKept(source.metadata(), told, result.metadata());
        if (from == to) {
            assertEquals(List.of(), told);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void strippedOfAllButTheProfile(PictureFormat from, PictureFormat to) throws IOException {
        Path in = folder.resolve("in." + from.extension());
        from.codec().write(Pictures.colour(), new Storing(everything(), false, Coding.PLAIN, 0), in);
        PictureFile source = new PictureReader().read(in);
        Path out = folder.resolve("out." + to.extension());
        PictureWriter stripping = new PictureWriter(new WriteOptions(Optional.empty(), 0, true, Optional.empty()));
        List<String> told = stripping.check(source, out);
        stripping.write(source.picture(), source, out);
        Metadata left = new PictureReader().read(out).metadata();
        assertTrue(told.stream().allMatch(loss -> loss.contains("profile")), told::toString);
        assertTrue(Stream.of(left.exif(), left.xmp(), left.iptc(), left.photoshop()).allMatch(Optional::isEmpty));
        assertEquals(List.of(), left.texts());
        assertEquals(told.isEmpty(), left.profile().isPresent() || source.metadata().profile().isEmpty());
    }

    private static Metadata everything() {
        return Metadata.builder().exif(Exif.withSoftware(null, "Bird watcher 7"))
                .xmp(("<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                        + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta>"
                        + "<?xpacket end='w'?>").getBytes(StandardCharsets.UTF_8))
                .photoshop(Photoshop.withIptc(new byte[0], IPTC))
                .profile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
                .resolution(new Resolution(300, 200, Resolution.Unit.INCH))
                .add(new Text(Text.COMMENT, "It rained all day.")).build();
    }

    private static void assertKept(Metadata before, List<String> told, Metadata after) {
        List<String> missing = new ArrayList<>();
        before.exif().ifPresent(exif -> note(missing, "EXIF",
                after.exif().filter(e -> letters(e).contains("Bird watcher 7"))));
        before.xmp().ifPresent(xmp -> note(missing, "XMP", after.xmp().filter(x -> Arrays.equals(x, xmp))));
        iptc(before).ifPresent(datasets -> note(missing, "IPTC", iptc(after).filter(i -> Arrays.equals(i, datasets))));
        before.profile().ifPresent(p -> {
            note(missing, "profile", after.profile());
            after.profile().ifPresent(same -> assertArrayEquals(p, same));
        });
        boolean inExif = after.exif().filter(Exif::hasResolution).isPresent(); // a TIFF's, in other formats
        before.resolution().filter(_ -> !inExif)
                .ifPresent(r -> note(missing, "resolution", after.resolution().filter(s -> isClose(r, s))));
        before.texts().forEach(
                text -> note(missing, "text",
                        Stream.concat(after.texts().stream().map(Text::text), after.exif().stream()
                                .map(LossesAreToldTest::letters)).filter(t -> t.contains(text.text())).findAny()));
        for (String part : missing) {
            assertTrue(told.stream().anyMatch(t -> names(t, part)), part + " is lost, and told is only " + told);
        }
        for (String loss : told) {
            assertTrue(missing.stream().anyMatch(part -> names(loss, part)), "not lost: " + loss);
        }
    }

    /** A TIFF has its description among the fields of EXIF. */
    private static String letters(byte[] exif) {
        return new String(exif, StandardCharsets.ISO_8859_1);
    }

    private static void note(List<String> missing, String part, Optional<?> found) {
        if (found.isEmpty()) {
            missing.add(part);
        }
    }

    private static boolean names(String loss, String part) {
        return loss.contains(part) || part.equals("text") && loss.contains("comment")
                || part.equals("IPTC") && loss.contains("Photoshop");
    }

    /** Wherever it lies. */
    private static Optional<byte[]> iptc(Metadata metadata) {
        return metadata.photoshop().flatMap(Photoshop::iptc).or(metadata::iptc);
    }

    private static boolean isClose(Resolution one, Resolution other) {
        Resolution a = one.perInch();
        Resolution b = other.perInch();
        return Math.abs(a.x() - b.x()) < 0.5 && Math.abs(a.y() - b.y()) < 0.5;
    }
}
