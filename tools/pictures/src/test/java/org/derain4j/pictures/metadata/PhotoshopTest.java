package org.derain4j.pictures.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhotoshopTest {

    private static final byte[] RESOLUTION = {1, 1, 1, 1, 0, 1, 0, 2, 2, 2, 2, 2, 0, 3, 0, 4};

    @Test
    void thumbnailsAreGoneAndAllElseStays() {
        byte[] kept = all(resource(1005, "", RESOLUTION), resource(1061, "", new byte[16]),
                resource(2000, "path", new byte[3]));
        byte[] with = all(resource(1036, "", new byte[7]), kept, resource(1033, "old", new byte[8]));
        assertArrayEquals(kept, Photoshop.upright(with, false));
        assertArrayEquals(kept, Photoshop.upright(kept, false));
    }

    @Test
    void resolutionsChangePlacesIfTheSidesDo() {
        byte[] exchanged = {2, 2, 2, 2, 0, 3, 0, 4, 1, 1, 1, 1, 0, 1, 0, 2};
        assertArrayEquals(resource(1005, "", exchanged), Photoshop.upright(resource(1005, "", RESOLUTION), true));
    }

    @Test
    void iptcIsFoundAndReplaced() {
        byte[] iptc = {28, 2, 5, 0, 1, 'a'};
        byte[] other = resource(1061, "", new byte[5]);
        byte[] with = all(other, resource(1028, "", new byte[4]));
        assertArrayEquals(new byte[4], Photoshop.iptc(with).orElseThrow());
        assertArrayEquals(iptc, Photoshop.iptc(Photoshop.withIptc(with, iptc)).orElseThrow());
        assertArrayEquals(all(resource(1028, "", iptc), other), Photoshop.withIptc(with, iptc));
        assertArrayEquals(resource(1028, "", iptc), Photoshop.withIptc(new byte[0], iptc));
    }

    @Test
    void whatCannotBeReadIsCarriedAlong() {
        byte[] broken = all(resource(1005, "", RESOLUTION), "8BIM and then some".getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(broken, Photoshop.upright(broken, false));
        byte[] cut = Arrays.copyOf(resource(1005, "", new byte[5]), 17);
        assertArrayEquals(cut, Photoshop.upright(cut, false));
        Random random = new Random(25);
        byte[] whole = all(resource(1036, "name", new byte[7]), resource(1028, "", new byte[9]), broken);
        for (int i = 0; i < 10_000; i++) {
            byte[] mutant = whole.clone();
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            mutant[random.nextInt(mutant.length)] = (byte) -1;
            byte[] upright = Photoshop.upright(mutant, true);
            assertEquals(true, upright.length <= mutant.length);
            Photoshop.withIptc(mutant, new byte[3]);
        }
    }

    private static byte[] resource(int id, String name, byte[] data) {
        ByteBuffer b = ByteBuffer.allocate(6 + (name.length() + 2 & ~1) + 4 + (data.length + 1 & ~1));
        b.put("8BIM".getBytes(StandardCharsets.US_ASCII)).putShort((short) id).put((byte) name.length())
                .put(name.getBytes(StandardCharsets.US_ASCII));
        b.position(6 + (name.length() + 2 & ~1));
        return b.putInt(data.length).put(data).array();
    }

    private static byte[] all(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
