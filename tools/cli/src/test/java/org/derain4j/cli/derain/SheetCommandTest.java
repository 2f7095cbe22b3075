package org.derain4j.cli.derain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.CommandRun;
import org.derain4j.cli.Pictures;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.engine.StandardPixels;
import org.derain4j.pictures.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetCommandTest {

    private static final int WHITE = 0xFFFFFFFF;

    @TempDir
    private Path folder;

    @Test
    void everyPictureIsBesideItsResultAndADamagedOneIsNamed() throws Exception {
        Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        Pictures.save(Pictures.transparentGrey(), folder.resolve("b.png"));
        Files.writeString(folder.resolve("c.png"), "not a picture");
        Files.writeString(folder.resolve("notes.txt"), "not looked at");
        Path sheet = folder.resolve("sheets.jpg.png");
        CommandRun run = CommandRun.of("sheet", folder, "-o", sheet, "--columns", "1");
        assertEquals(ExitCode.INPUT_FAILED, run.exitCode());
        assertTrue(run.err().contains("c.png"), run.err());
        assertTrue(run.out().endsWith("  2 pictures\n"), run.out());
        BufferedImage drawn = new PictureReader().read(sheet).picture();
        assertEquals(2 * Pictures.WIDTH + 4 + 8, drawn.getWidth());
        assertEquals(2 * (Pictures.HEIGHT + 8), drawn.getHeight());
    }

    /** Drawn by their bytes. */
    @Test
    void picturesOfSixteenBitsLookLikeThoseOfEight() {
        for (BufferedImage picture : List.of(Pictures.grey(), Pictures.transparentGrey(), Pictures.colour(),
                Pictures.transparent())) {
            ContactSheet flat = new ContactSheet(1, 10);
            flat.add(picture, picture);
            ContactSheet deep = new ContactSheet(1, 10);
            deep.add(StandardPixels.of(picture, 16), picture);
            assertArrayEquals(Pictures.samples(flat.draw()), Pictures.samples(deep.draw()));
        }
    }

    @Test
    void picturesAreScaledDownNeverUpAndStandInRows() {
        ContactSheet sheet = new ContactSheet(2, 50);
        for (int i = 0; i < 3; i++) {
            sheet.add(filled(200, 100, 0xFF0000FF), filled(200, 100, 0xFF00FF00));
        }
        sheet.add(filled(10, 20, 0xFF0000FF), filled(10, 20, 0xFF00FF00));
        BufferedImage drawn = sheet.draw();
        assertEquals(2 * (2 * 50 + 4 + 8), drawn.getWidth());
        assertEquals(2 * (25 + 8), drawn.getHeight());
        assertEquals(0xFF0000FF, drawn.getRGB(20, 12));
        assertEquals(WHITE, drawn.getRGB(51, 12));
        assertEquals(0xFF00FF00, drawn.getRGB(80, 12));
        assertEquals(0xFF0000FF, drawn.getRGB(112 + 9, 33 + 19));
        assertEquals(WHITE, drawn.getRGB(112 + 11, 33 + 19));
        assertEquals(0xFF00FF00, drawn.getRGB(112 + 14, 33 + 19));
    }

    @Test
    void whatCannotBeDoneIsSaidAndNothingIsWritten() throws Exception {
        Path sheet = folder.resolve("sheet.png");
        CommandRun empty = CommandRun.of("sheet", folder, "-o", sheet);
        assertEquals(ExitCode.INPUT_FAILED, empty.exitCode());
        assertTrue(empty.err().contains("holds no"), empty.err());
        Pictures.save(Pictures.colour(), folder.resolve("a.png"));
        assertEquals(ExitCode.USAGE, CommandRun.of("sheet", folder, "-o", sheet, "--columns", "0").exitCode());
        assertEquals(ExitCode.USAGE, CommandRun.of("sheet", folder, "-o", folder.resolve("sheet.gif")).exitCode());
        assertFalse(Files.exists(sheet));
        Files.writeString(sheet, "kept");
        assertEquals(ExitCode.INPUT_FAILED, CommandRun.of("sheet", folder, "-o", sheet).exitCode());
        assertEquals("kept", Files.readString(sheet));
    }

    private static BufferedImage filled(int width, int height, int colour) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, colour);
            }
        }
        return picture;
    }
}
