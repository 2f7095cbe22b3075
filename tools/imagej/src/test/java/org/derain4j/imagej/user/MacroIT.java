package org.derain4j.imagej.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.Command;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Macros: stacks, selections, undo, the layer, the Results table, batch mode. */
class MacroIT {

    @TempDir
    private Path folder;

    private Path rainy;

    @BeforeAll
    static void screen() throws Exception {
        Screen.require(MacroIT.class);
    }

    @BeforeEach
    void picture() throws IOException {
        rainy = folder.resolve(Pictures.write(folder, "rainy.png", Pictures.rainy(20, 100, 96, 64)));
    }

    @Test
    void eachOfTwentySlicesIsWhatTheCommandMakesOfIt() throws Exception {
        Path stack = Pictures.stack(folder, "stack.tif", 20);
        Path dry = Pictures.dryStack(folder, stack);
        ImageJ.Ended ended = play("""
                open("%s");
                run("Derain...", "model=lite strength=1 times stack");
                saveAs("Tiff", "%s");
                print(nResults + " results");
                print(Table.headings);
                for (i = 0; i < nResults; i++) {
                    print("slice " + getResult("Slice", i) + " of " + getResultString("Image", i));
                    if (getResult("Milliseconds", i) > 0) print("took time");
                }
                """, stack, "result.tif");
        Pictures.assertSame(dry, folder.resolve("result.tif"));
        assertTrue(ended.log().startsWith("20 results\n"), ended.log());
        assertTrue(ended.log().contains("Image\tSlice\tMilliseconds"), ended.log());
        assertEquals(20, ended.log().lines().filter("took time"::equals).count());
        assertTrue(ended.log().contains("slice 20 of stack.tif"), ended.log());
    }

    @Test
    void theSliceInViewAloneUnlessTold() throws Exception {
        Path stack = Pictures.stack(folder, "stack.tif", 3);
        play("""
                open("%s");
                setSlice(2);
                run("Derain...", "model=lite strength=1 slice");
                saveAs("Tiff", "%s");
                """, stack, "result.tif");
        ImagePlus expected = Pictures.open(stack);
        expected.getStack().setProcessor(Pictures.open(Pictures.dryStack(folder, stack)).getStack().getProcessor(2), 2);
        new FileSaver(expected).saveAsTiffStack(folder.resolve("expected.tif").toString());
        Pictures.assertSame(folder.resolve("expected.tif"), folder.resolve("result.tif"));
    }

    @Test
    void aHyperstackKeepsItsChannelsSlicesAndFrames() throws Exception {
        Path stack = Pictures.stack(folder, "stack.tif", 12);
        ImageJ.Ended ended = play("""
                open("%s");
                run("Stack to Hyperstack...", "order=xyczt(default) channels=2 slices=3 frames=2 display=Composite");
                run("Derain...", "model=lite strength=1 stack");
                Stack.getDimensions(width, height, channels, slices, frames);
                print(channels + " " + slices + " " + frames);
                saveAs("Tiff", "%s");
                """, stack, "result.tif");
        assertEquals("2 3 2", ended.log().strip());
        Pictures.assertSame(Pictures.dryStack(folder, stack), folder.resolve("result.tif"));
    }

    @Test
    void onlyWhatIsSelectedChanges() throws Exception {
        Path dry = dry(1);
        play("""
                open("%1$s");
                makeRectangle(10, 12, 40, 30);
                run("Derain...", "model=lite strength=1");
                saveAs("PNG", "%2$s");
                close();
                open("%1$s");
                makeOval(20, 5, 50, 44);
                run("Derain...", "model=lite strength=1");
                saveAs("PNG", "%3$s");
                """, rainy, "rectangle.png", "oval.png");
        Pictures.assertParts(rainy, dry, folder.resolve("rectangle.png"),
                (x, y) -> x >= 10 && x < 50 && y >= 12 && y < 42);
        OvalRoi oval = new OvalRoi(20, 5, 50, 44);
        Pictures.assertParts(rainy, dry, folder.resolve("oval.png"), oval::contains);
        Pictures.assertChanged(rainy, folder.resolve("oval.png"));
    }

    @Test
    void undoBringsTheRainBack() throws Exception {
        play("""
                open("%s");
                run("Derain...", "model=lite strength=1");
                saveAs("PNG", "%s");
                run("Undo");
                saveAs("PNG", "%s");
                """, rainy, "dry.png", "undone.png");
        Pictures.assertChanged(rainy, folder.resolve("dry.png"));
        Pictures.assertSame(rainy, folder.resolve("undone.png"));
    }

    @Test
    void theLayerIsTheCommands() throws Exception {
        Path grey = folder.resolve(
                Pictures.write(folder, "grey.png", Pictures.grey(Pictures.rainy(20, 100, 80, 64))));
        Path dry = folder.resolve("dry.png");
        Command.derain(grey, "-m", "lite", "--layer", "-o", dry);
        Path layer = folder.resolve("dry.rain.png");
        assertTrue(Files.exists(layer), () -> String.join(" ", folder.toFile().list()));
        ImageJ.Ended ended = play("""
                open("%s");
                run("Derain...", "model=lite strength=1 layer");
                print(getTitle() + " " + bitDepth());
                saveAs("PNG", "%s");
                close();
                saveAs("PNG", "%s");
                """, grey, "layer.png", "result.png");
        assertEquals("grey-rain 16", ended.log().strip());
        Pictures.assertSame(dry, folder.resolve("result.png"));
        Pictures.assertSame(layer, folder.resolve("layer.png"));
    }

    @Test
    void theStrengthIsTheCommands() throws Exception {
        play("""
                open("%s");
                run("Derain...", "model=lite strength=0.4");
                saveAs("PNG", "%s");
                """, rainy, "result.png");
        Pictures.assertSame(dry(0.4), folder.resolve("result.png"));
    }

    @Test
    void inBatchModeNoWindowOpens() throws Exception {
        ImageJ.Ended ended = play("""
                setBatchMode(true);
                for (i = 0; i < 3; i++) {
                    open("%s");
                    run("Derain...", "model=lite strength=1 layer");
                    selectImage("rainy-rain");
                    close();
                    saveAs("PNG", "%s");
                    close();
                }
                print(nImages + " images, " + lengthOf(getInfo("window.title")) + " letters of a title");
                """, rainy, "result.png");
        assertEquals("0 images, 0 letters of a title", ended.log().strip());
        Pictures.assertSame(dry(1), folder.resolve("result.png"));
    }

    /** Nothing is unpacked or kept: a jar that cannot be written, in a folder that cannot, and no temporary folder. */
    @Test
    void nothingNeedsToBeWrittenBesideTheJar() throws Exception {
        ImageJ imageJ = new ImageJ(folder).with("-Djava.io.tmpdir=" + folder.resolve("none"));
        Path plugins = folder.resolve("plugins");
        List<Path> files;
        try (var listed = Files.list(plugins)) {
            files = listed.toList();
        }
        files.forEach(jar -> assertTrue(jar.toFile().setReadOnly()));
        assertTrue(plugins.toFile().setReadOnly());
        try {
            play(imageJ, """
                    open("%s");
                    run("Derain...", "model=lite strength=1");
                    saveAs("PNG", "%s");
                    """, rainy, "result.png");
            Pictures.assertSame(dry(1), folder.resolve("result.png"));
            try (var listed = Files.list(plugins)) {
                assertEquals(files, listed.toList());
            }
        } finally {
            assertTrue(plugins.toFile().setWritable(true));
        }
    }

    private Path dry(double strength) {
        Path dry = folder.resolve("dry-" + strength + ".png");
        Command.derain(rainy, "-m", "lite", "--strength", strength, "-o", dry);
        return dry;
    }

    /** Runs a macro on a file; further names are results in the folder. */
    private ImageJ.Ended play(String macro, Object input, Object... results) throws Exception {
        return play(new ImageJ(folder), macro, input, results);
    }

    private ImageJ.Ended play(ImageJ imageJ, String macro, Object input, Object... results) throws Exception {
        Object[] files = new Object[1 + results.length];
        files[0] = input;
        for (int i = 0; i < results.length; i++) {
            files[i + 1] = folder.resolve(results[i].toString());
        }
        ImageJ.Ended ended = imageJ.macro(macro.formatted(files));
        assertEquals(0, ended.exitCode(), ended.output());
        return ended;
    }
}
