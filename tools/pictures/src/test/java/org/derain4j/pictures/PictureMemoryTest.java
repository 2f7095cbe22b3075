package org.derain4j.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.derain4j.pictures.format.Codec.Storing;
import org.derain4j.pictures.format.Codecs;
import org.derain4j.pictures.format.Coding;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.Processes;
import org.derain4j.pictures.format.Upright;
import org.derain4j.pictures.metadata.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and writing have the picture in memory once: in a heap that has no room for it twice. */
class PictureMemoryTest {

    private static final int WIDTH = 4800;
    private static final int HEIGHT = 2000;
    private static final int SAMPLES = WIDTH * HEIGHT * 3;

    @TempDir
    private Path folder;

    /** Writes and reads each format, upright and turned, with 8 bits a sample and with 16. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) throws IOException {
            for (PictureFormat format : List.of(PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.TIFF,
                    PictureFormat.BMP)) {
                Path file = Path.of(args[0], "a." + format.extension());
                int type = BufferedImage.TYPE_3BYTE_BGR;
                format.codec().write(blank(type, WIDTH, HEIGHT), storing(new byte[0]), file);
                System.out.println(format + " " + read(file));
            }
            Path turned = Path.of(args[0], "turned.jpg");
            PictureFormat.JPEG.codec().write(blank(BufferedImage.TYPE_3BYTE_BGR, HEIGHT, WIDTH), storing(turned()),
                    turned);
            System.out.println("turned " + read(turned));
            for (PictureFormat format : List.of(PictureFormat.PNG, PictureFormat.TIFF)) {
                Path file = Path.of(args[0], "deep." + format.extension());
                format.codec().write(blank(BufferedImage.TYPE_USHORT_GRAY, WIDTH, HEIGHT * 3 / 2),
                        storing(new byte[0]), file);
                System.out.println("deep " + format + " " + read(file));
            }
        }

        private static BufferedImage blank(int type, int width, int height) {
            return new BufferedImage(width, height, type);
        }

        private static Storing storing(byte[] exif) {
            Metadata metadata = exif.length == 0 ? Metadata.NONE : Metadata.builder().exif(exif).build();
            return new Storing(metadata, true, Coding.PLAIN, 0);
        }

        /** EXIF with an orientation and nothing else. */
        private static byte[] turned() {
            return ByteBuffer.allocate(26).put(new byte[]{'M', 'M', 0, 42}).putInt(8).putShort((short) 1)
                    .putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) 6).array();
        }

        private static String read(Path file) throws IOException {
            BufferedImage picture = new PictureReader().read(file).picture();
            return picture.getWidth() + " x " + picture.getHeight();
        }
    }

    @Test
    void aPictureIsInMemoryOnce() throws IOException, InterruptedException {
        long heap = SAMPLES * 3L / 2 + (10 << 20);
        String said = Processes.run(folder, List.of("-Xmx" + heap, "-Xmn3m", "-XX:+UseSerialGC"), Main.class, folder);
        String[] all = {"JPEG", "PNG", "TIFF", "BMP", "turned", "deep PNG", "deep TIFF"};
        assertEquals(Arrays.stream(all)
                .map(kind -> kind + " " + WIDTH + " x " + (kind.startsWith("deep") ? HEIGHT * 3 / 2 : HEIGHT)).toList(),
                said.lines().toList());
    }

    @Test
    void aCopyIsCountedWhereOneIsNeeded() {
        assertEquals(100, new Parts.Demand(3, 1, 0).bytes(100, true));
        assertEquals(160, new Parts.Demand(3, 1.5, 10).bytes(100, false));
        assertEquals(260, new Parts.Demand(3, 1.5, 10).bytes(100, true));
    }

    /** Of the kinds of files of {@link Mutator}: what says that it needs no copy is decoded into its place. */
    @Test
    void demandsAreTrue() throws IOException {
        int once = 0;
        for (Mutator.Mutant kind : Mutator.kinds()) {
            PictureFormat format = PictureFormat.of(kind.bytes()).orElseThrow();
            if (kind.name().contains("float")) {
                continue;
            }
            Parts parts = Codecs.read(format.codec(), kind.bytes(), false);
            Upright place = new Upright(6);
            BufferedImage decoded = parts.pixels().decode(place, _ -> {
            });
            if (parts.demand().copies() == 1) {
                assertTrue(place.holds(decoded), kind.name());
                once++;
            }
            assertTrue(parts.demand().bands() >= decoded.getRaster().getNumBands()
                    || decoded.getColorModel() instanceof IndexColorModel, kind.name());
        }
        assertTrue(once > 20, "most kinds: " + once);
    }
}
