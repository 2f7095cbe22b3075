package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.PictureOptions;
import org.derain4j.cli.derain.DerainCommand;
import org.derain4j.cli.derain.RainRemover;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Rounding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HeadStartTest {

    private static final BufferedImage RAIN = Pictures.colour();

    @TempDir
    Path folder;

    private String picture() throws IOException {
        Path file = folder.resolve("rain.png");
        Pictures.save(RAIN, file);
        return file.toString();
    }

    @Test
    void onlyForPictures() throws IOException {
        assertFalse(HeadStart.of() instanceof HeadStart);
        assertFalse(HeadStart.of("--version") instanceof HeadStart);
        assertFalse(HeadStart.of("inspect", picture()) instanceof HeadStart);
        assertFalse(HeadStart.of(folder.resolve("none.png").toString()) instanceof HeadStart);
        assertFalse(HeadStart.of("--dry-run", picture()) instanceof HeadStart);
    }

    @Test
    void forPipesAndFoldersToo() {
        for (String word : new String[]{"-", folder.toString()}) {
            DerainCommand.Engines engines = assertInstanceOf(HeadStart.class, HeadStart.of(word));
            engines.open(new EngineOptions(), Rounding.NEAREST).close();
        }
    }

    @Test
    void isHandedOutOnce() throws IOException {
        DerainCommand.Engines engines = HeadStart.of(picture());
        engines.open(new EngineOptions(), Rounding.NEAREST).close();
        try (RainRemover second = engines.open(new EngineOptions(), Rounding.NEAREST)) {
            assertEquals(RAIN.getWidth(), second.derain(RAIN, 8, (_, _) -> true).getWidth());
        }
    }

    @Test
    void isTheEngineThatTheDefaultsAskFor() throws IOException {
        same(new EngineOptions(), Rounding.NEAREST);
    }

    @Test
    void givesWayToAnotherEngine() throws IOException {
        same(new EngineOptions(), Rounding.OFFICIAL);
        EngineOptions tiny = new EngineOptions();
        tiny.useModel(Fixtures.checkpoint(Fixtures.TINY_MODEL).toString());
        same(tiny, Rounding.NEAREST);
    }

    @Test
    void aWorkSizeIsNoDefault() {
        PictureOptions options = new PictureOptions();
        assertTrue(options.areDefault());
        new CommandLine(CommandSpec.forAnnotatedObject(options)).parseArgs("--work-size", "480");
        assertFalse(options.areDefault());
    }

    @Test
    void tilesAreNoDefault() {
        PictureOptions options = new PictureOptions();
        new CommandLine(CommandSpec.forAnnotatedObject(options)).parseArgs("--tile", "480");
        assertFalse(options.areDefault());
    }

    @Test
    void aStrengthIsNoDefault() {
        PictureOptions options = new PictureOptions();
        new CommandLine(CommandSpec.forAnnotatedObject(options)).parseArgs("--strength", "1");
        assertFalse(options.areDefault());
    }

    private void same(EngineOptions options, Rounding rounding) throws IOException {
        DerainCommand.Engines engines = assertInstanceOf(HeadStart.class, HeadStart.of(picture()));
        try (RainRemover remover = engines.open(options, rounding); Derainer derainer = options.open(rounding)) {
            assertArrayEquals(Pictures.samples(derainer.derain(RAIN)),
                    Pictures.samples(remover.derain(RAIN, 8, (_, _) -> true)));
        }
    }
}
