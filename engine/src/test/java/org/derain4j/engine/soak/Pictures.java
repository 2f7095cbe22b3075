package org.derain4j.engine.soak;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pictures of mixed sizes and kinds, the same for the same seed. */
final class Pictures {

    private static final int[] TYPES = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_BYTE_INDEXED};
    private static final int NUMBER = 16;

    private Pictures() {}

    /** A pixel, two lines, a square of the largest size, and sizes between. */
    static List<BufferedImage> of(int longest, long seed) {
        Random random = new Random(seed);
        List<BufferedImage> pictures = new ArrayList<>();
        pictures.add(picture(1, 1, BufferedImage.TYPE_3BYTE_BGR, random));
        pictures.add(picture(longest, 1, BufferedImage.TYPE_3BYTE_BGR, random));
        pictures.add(picture(3, longest / 2, BufferedImage.TYPE_BYTE_GRAY, random));
        pictures.add(picture(longest, longest, BufferedImage.TYPE_3BYTE_BGR, random));
        while (pictures.size() < NUMBER) {
            // as many small ones as large ones, by their logarithm
            int width = (int) Math.round(Math.exp(random.nextDouble(Math.log(8), Math.log(longest))));
            int height = (int) Math.round(Math.exp(random.nextDouble(Math.log(8), Math.log(longest))));
            pictures.add(picture(width, height, TYPES[pictures.size() % TYPES.length], random));
        }
        return pictures;
    }

    private static BufferedImage picture(int width, int height, int type, Random random) {
        BufferedImage picture = new BufferedImage(width, height, type);
        int base = random.nextInt(1 << 24);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grey = (x * 3 + y * 5) % 200;
                picture.setRGB(x, y, (base + grey * 0x010101) ^ random.nextInt(1 << 24) & 0x1f1f1f | 0xff000000);
            }
        }
        return picture;
    }
}
