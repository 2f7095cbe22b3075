package org.derain4j.pictures.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pixels of whole JPEGs of all kinds, beside what libjpeg-turbo makes of them ({@code jpeg/make.py}). */
class JpegPixelsTest {

    private static final String YCBCR = "294a6040";

    private static byte[] adobe(int transform) {
        return Jpegs.segment(0xEE, "Adobe", 0, 100, 0, 0, 0, 0, transform);
    }

    @ParameterizedTest
    @CsvSource({"grey, 747d5f5c", "444, 294a6040", "422, a1b27fac", "420, 14fd8207", "420-progressive, 14fd8207",
        "440, af5885ea", "411, f99bd295", "cmyk, 926b663a"})
    void pixelsAreThoseOfOtherPrograms(String name, String crc) throws IOException {
        Jpegs.Read read = Jpegs.read(Jpegs.fixture(name));
        assertEquals(33, read.parts().width());
        assertEquals(21, read.parts().height());
        assertEquals(crc, Jpegs.crc(read.picture()));
        assertEquals(name.equals("cmyk") ? 1 : 0, read.notes().size(), read.notes()::toString);
    }

    /** Pillow read the same files with the same results: without JFIF's segment, with Adobe's, with other names of components. */
    @Test
    void coloursAreToldAsLibjpegTellsThem() throws IOException {
        byte[] file = Jpegs.fixture("444");
        byte[] bare = Jpegs.bytes(0xFF, 0xD8, Jpegs.tail(file, 20));
        String rgb = Jpegs.crc(Jpegs.read(Jpegs.with(bare, adobe(0))).picture());
        assertEquals("1a1dc9f8", rgb);
        assertEquals(YCBCR, Jpegs.crc(Jpegs.read(bare).picture()));
        assertEquals(YCBCR, Jpegs.crc(Jpegs.read(Jpegs.with(bare, adobe(1))).picture()));
        assertEquals(YCBCR, Jpegs.crc(Jpegs.read(Jpegs.with(file, adobe(0))).picture()), "JFIF has the last word");
        assertEquals(YCBCR, Jpegs.crc(Jpegs.read(named(bare, 0, 1, 2)).picture()));
        assertEquals(rgb, Jpegs.crc(Jpegs.read(named(bare, 'R', 'G', 'B')).picture()));
        assertEquals(YCBCR, Jpegs.crc(Jpegs.read(named(file, 1, 1, 1)).picture()), "the same name for all");
    }

    private static byte[] named(byte[] file, int... ids) throws IOException {
        byte[] renamed = file.clone();
        int header = Jpegs.find(file, 0xC0);
        int scan = Jpegs.find(file, JpegSegment.SOS);
        for (int i = 0; i < ids.length; i++) {
            renamed[header + 10 + 3 * i] = (byte) ids[i];
            renamed[scan + 5 + 2 * i] = (byte) ids[i];
        }
        return renamed;
    }

    @Test
    void inksAreTakenTurnedRoundWithAndWithoutAdobesName() throws IOException {
        byte[] file = Jpegs.fixture("cmyk");
        int at = Jpegs.find(file, 0xEE);
        byte[] bare = Jpegs.bytes(Jpegs.head(file, at), Jpegs.tail(file, at + 16));
        assertEquals("926b663a", Jpegs.crc(Jpegs.read(bare).picture()));
        file[at + 15] = 2;
        assertEquals("f4cbd96a", Jpegs.crc(Jpegs.read(file).picture()), "YCCK");
    }

    @Test
    void inksAreConvertedByTheirOwnProfile() throws IOException {
        Jpegs.Read read = Jpegs.read(Jpegs.fixture("cmyk-profile"));
        int[][] expected = {{127, 119, 48}, {155, 127, 59}, {186, 136, 71}, {220, 144, 82}, {244, 151, 95}};
        for (int i = 0; i < expected.length; i++) {
            int[] pixel = read.picture().getRaster().getPixel(8 * i, 10, (int[]) null);
            for (int band = 0; band < 3; band++) {
                assertEquals(expected[i][band], pixel[band], 2, "pixel " + 8 * i);
            }
        }
        assertEquals(List.of("its printing colours (CMYK) were converted to sRGB by their profile."), read.notes());
        assertArrayEquals(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData(),
                read.metadata().profile().orElseThrow());
    }

    @Test
    void aProfileOfInksThatIsNoneIsNotUsed() throws IOException {
        byte[] broken = Jpegs.with(Jpegs.fixture("cmyk"),
                Jpegs.segment(0xE2, "ICC_PROFILE\0", 1, 1, Jpegs.profile("CMYK", 140)));
        Jpegs.Read read = Jpegs.read(broken);
        assertEquals("926b663a", Jpegs.crc(read.picture()));
        assertEquals(List.of("its colour profile cannot be used and was left out.",
                "its printing colours (CMYK) were converted to sRGB without a profile; they may be off."),
                read.notes());
    }

    @Test
    void restartMarkersChangeNoPixel() throws IOException {
        byte[] plain = restarts(0);
        byte[] restarted = restarts(2);
        int stride = Jpegs.segments(restarted).stream().filter(s -> s.marker() == JpegSegment.DRI)
                .mapToInt(s -> s.u16(0)).sum();
        assertEquals(2, stride);
        assertEquals(Jpegs.crc(Jpegs.read(plain).picture()), Jpegs.crc(Jpegs.read(restarted).picture()));
    }

    static byte[] restarts(int stride) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("JPEG").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            IIOMetadata metadata = writer
                    .getDefaultImageMetadata(new ImageTypeSpecifier(Jpegs.colour(1, 1)), null);
            if (stride > 0) {
                String format = metadata.getNativeMetadataFormatName();
                IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(format);
                IIOMetadataNode restart = new IIOMetadataNode("dri");
                restart.setAttribute("interval", Integer.toString(stride));
                tree.getLastChild().appendChild(restart);
                metadata.setFromTree(format, tree);
            }
            writer.write(null, new IIOImage(Jpegs.colour(67, 45), null, metadata), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    void aHeightBehindTheScanIsTaken() throws IOException {
        byte[] file = Jpegs.fixture("420");
        byte[] late = Jpegs.bytes(Jpegs.head(file, file.length - 2), Jpegs.segment(JpegSegment.DNL, 0, 21), 0xFF, 0xD9);
        int header = Jpegs.find(file, 0xC0);
        late[header + 6] = 0;
        Jpegs.Read read = Jpegs.read(late);
        assertEquals(21, read.parts().height());
        assertEquals("14fd8207", Jpegs.crc(read.picture()));
        assertEquals(List.of(), read.notes());
    }

    @Test
    void huffmanTablesThatAreLeftOutAreTheStandards() throws IOException {
        byte[] file = Jpegs.fixture("420");
        ByteArrayOutputStream bare = new ByteArrayOutputStream();
        bare.writeBytes(Jpegs.head(file, 2));
        for (JpegSegment segment : Jpegs.segments(file)) {
            if (segment.marker() != JpegSegment.DHT) {
                byte[] whole = new byte[segment.whole().remaining()];
                segment.whole().get(whole);
                bare.writeBytes(whole);
            }
        }
        assertTrue(bare.size() < file.length - 400);
        assertEquals("14fd8207", Jpegs.crc(Jpegs.read(bare.toByteArray()).picture()));
    }

    /** Some cameras write limits of a progressive scan into their sequential ones. */
    @Test
    void limitsOfASequentialScanAreNotRead() throws IOException {
        byte[] file = Jpegs.fixture("420");
        int scan = Jpegs.find(file, JpegSegment.SOS);
        Arrays.fill(file, scan + 11, scan + 14, (byte) 0);
        Jpegs.Read read = Jpegs.read(file);
        assertEquals("14fd8207", Jpegs.crc(read.picture()));
        assertEquals(List.of(), read.notes());
    }
}
