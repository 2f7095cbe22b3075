package org.derain4j.imagej.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.derain4j.cli.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.parsington.ExpressionParser;

/** Programs that call the plugin where Java has no screen, and without the vector module. */
class HeadlessIT {

    @TempDir
    private Path folder;

    @Test
    void aStackWithoutAScreen() throws Exception {
        Path stack = Pictures.stack(folder, "stack.tif", 3);
        Path result = folder.resolve("result.tif");
        ImageJ.Ended ended = new ImageJ(folder).headless().scene(Scenes.class, "headless", stack, result);
        assertEquals(0, ended.exitCode(), ended.output());
        Pictures.assertSame(Pictures.dryStack(folder, stack), result);
    }

    /** As {@code derain --backend portable} does it. */
    @Test
    void withoutTheVectorModule() throws Exception {
        Path rainy = folder.resolve(Pictures.write(folder, "rainy.png", Pictures.rainy(20, 100, 48, 40)));
        Path dry = folder.resolve("dry.png");
        Command.derain(rainy, "-m", "lite", "--backend", "portable", "-o", dry);
        Path result = folder.resolve("result.tif");
        ImageJ.Ended ended = new ImageJ(folder).headless().withoutVectors()
                .scene(Scenes.class, "headless", rainy, result);
        assertEquals(0, ended.exitCode(), ended.output());
        Pictures.assertSame(dry, result);
    }

    @Test
    void asACommandOfSciJava() throws Exception {
        Path rainy = folder.resolve(Pictures.write(folder, "rainy.png", Pictures.rainy(20, 100, 96, 64)));
        Path dry = folder.resolve("dry.png");
        Command.derain(rainy, "-m", "lite", "--strength", 0.6, "-o", dry);
        Path result = folder.resolve("result.tif");
        ImageJ.Ended ended = command(rainy, result, "lite");
        assertEquals(0, ended.exitCode(), ended.output());
        Pictures.assertSame(dry, result);
    }

    /** What ImageJ says in a window a script would not hear of. */
    @Test
    void whoRunsTheCommandOfSciJavaLearnsWhatIsWrong() throws Exception {
        Path rainy = folder.resolve(Pictures.write(folder, "rainy.png", Pictures.rainy(20, 100, 48, 40)));
        Path result = folder.resolve("result.tif");
        ImageJ.Ended ended = command(rainy, result, "nosuch");
        assertEquals(1, ended.exitCode(), ended.output());
        assertTrue(ended.output().contains("IllegalStateException: there is no model `nosuch`"), ended.output());
        assertFalse(Files.exists(result));
    }

    /** With what Fiji has for it on the class path, where Fiji has its plugins, too. */
    private ImageJ.Ended command(Path input, Path result, String model) throws Exception {
        return new ImageJ(folder).headless().run(
                Stream.of(ImageJ.jar(), ImageJ.place(Context.class), ImageJ.place(ExpressionParser.class),
                        ImageJ.place(CommandScene.class), Path.of(System.getProperty("derain4j.plugin")))
                        .map(Path::toString).toList(),
                CommandScene.class.getName(), input.toString(), result.toString(), model);
    }
}
