package org.derain4j.cli.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Pictures;

/** Pictures whose every pixel is known, before and after and as they should be, and pages with them. */
final class ShownPictures {

    static final int WIDTH = 480;
    static final int HEIGHT = 320;

    /** Names of files can be anything. */
    static final String HOSTILE = "<script>window.hacked = 1; alert(1)<!--&quot;'\" onerror=alert(1) <img src=x>.png";

    static final List<String> NAMES = List.of("1.png", "2.png", HOSTILE);

    private ShownPictures() {}

    /** Red falls from left to right: a smooth picture, of which JPEG loses little. */
    static int after(int x, int y) {
        return rgb(200 - x / 4, 40 + y / 4, 90);
    }

    /** The same with broad bright bars. */
    static int before(int x, int y) {
        return isRain(x) ? rgb(240 - x / 8, 190 + y / 8, 220) : after(x, y);
    }

    /** After with half of the green left. */
    static int truth(int x, int y) {
        return after(x, y) - (20 + y / 8 << 8);
    }

    /** Every second 40 columns. */
    static boolean isRain(int x) {
        return x / 40 % 2 == 1;
    }

    private static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }

    static BufferedImage drawn(int width, int height, IntBinaryOperator colour) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, colour.applyAsInt(x, y));
            }
        }
        return picture;
    }

    /** Makes a page of three pictures, with the truth; the second is a tall one. */
    static Path page(Path folder) throws IOException {
        Path before = Files.createDirectory(folder.resolve("before"));
        Path after = Files.createDirectory(folder.resolve("after"));
        Path truth = Files.createDirectory(folder.resolve("truth"));
        for (String name : NAMES) {
            int width = "2.png".equals(name) ? 200 : WIDTH;
            int height = "2.png".equals(name) ? 400 : HEIGHT;
            Pictures.save(drawn(width, height, ShownPictures::before), before.resolve(name));
            Pictures.save(drawn(width, height, ShownPictures::after), after.resolve(name));
            Pictures.save(drawn(width, height, ShownPictures::truth), truth.resolve(name));
        }
        Path page = folder.resolve("page.html");
        CommandRun run = CommandRun.of("view", before, after, "--truth", truth, "-o", page);
        if (run.exitCode() != 0) {
            throw new AssertionError(run.err());
        }
        return page;
    }
}
