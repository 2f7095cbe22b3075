package org.derain4j.pictures.tiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.derain4j.pictures.format.DamagedException;
import org.derain4j.pictures.format.Parts;
import org.derain4j.pictures.format.Upright;
import org.junit.jupiter.api.Test;

/** Files made to take much time or memory. */
class TiffLimitsTest {

    private static final Duration SOON = Duration.ofSeconds(4);

    @Test
    void directoriesWithinDirectoriesEnd() throws IOException {
        int depth = 20_000;
        TiffFile file = new TiffFile();
        file.fields.putLong(TiffTags.EXIF, 0);
        int length = file.bytes().length;
        file.fields.putLong(TiffTags.EXIF, length);
        ByteBuffer b = ByteBuffer.allocate(length + 18 * depth).order(ByteOrder.LITTLE_ENDIAN).put(file.bytes());
        for (int i = 0; i < depth; i++) {
            b.putShort((short) 1);
            entry(b, TiffTags.EXIF, 4, 1, b.position() + 16);
            b.putInt(0);
        }
        Parts parts = assertTimeoutPreemptively(SOON, () -> TiffReadingTest.parts(b.array(), false));
        assertTrue(parts.metadata().exif().map(block -> block.length).orElse(0) < 1000);
    }

    @Test
    void aFieldThatComesOftenIsTakenOnceAndSaidOnce() throws IOException {
        int count = 20_000;
        byte[] one = new TiffFile().bytes();
        int had = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        int fields = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).getShort(had);
        ByteBuffer b = ByteBuffer.allocate(one.length + 18 + 2 + 12 * (fields + count) + 4)
                .order(ByteOrder.LITTLE_ENDIAN).put(one);
        b.putShort((short) 1);
        entry(b, TiffTags.MAKER_NOTE, 7, 4, 1);
        b.putInt(0).putInt(4, b.position()).putShort((short) (fields + count)).put(one, had + 2, 12 * fields);
        for (int i = 0; i < count; i++) {
            entry(b, TiffTags.EXIF, 4, 1, one.length);
        }
        Parts parts = assertTimeoutPreemptively(SOON, () -> TiffReadingTest.parts(b.array(), false));
        assertEquals(List.of("its maker note is kept, but not its place; what it counts from there may not be found."),
                parts.notes());
    }

    @Test
    void millionsOfTilesThatAreNotThereAreCountedNotTried() throws IOException {
        ByteBuffer b = ByteBuffer.allocate(134).order(ByteOrder.LITTLE_ENDIAN).put(new byte[]{'I', 'I', 42, 0})
                .putInt(8);
        b.putShort((short) 10);
        int size = 4_000;
        int[][] fields = {{TiffTags.WIDTH, size}, {TiffTags.HEIGHT, size}, {TiffTags.BITS, 8},
            {TiffTags.COMPRESSION, 1}, {TiffTags.PHOTOMETRIC, 1}, {TiffTags.SAMPLES, 1}, {TiffTags.TILE_WIDTH, 1},
            {TiffTags.TILE_HEIGHT, 1}, {TiffTags.TILE_OFFSETS, 8}, {TiffTags.TILE_COUNTS, 1}};
        for (int[] field : fields) {
            entry(b, field[0], 4, 1, field[1]);
        }
        List<String> notes = new ArrayList<>();
        Parts parts = TiffReadingTest.parts(b.array(), true);
        assertEquals(size,
                assertTimeoutPreemptively(SOON, () -> parts.pixels().decode(new Upright(1), notes::add)).getWidth());
        assertEquals(List.of(size * size - 1 + " of its strips or tiles are broken or missing."), notes);
        DamagedException damage = assertThrows(DamagedException.class,
                () -> TiffReadingTest.parts(b.array(), false).pixels().decode(new Upright(1), notes::add));
        assertEquals("its tile 2 of 16000000 is broken or missing", damage.getMessage());
    }

    private static void entry(ByteBuffer b, int tag, int type, int count, int value) {
        b.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }
}
