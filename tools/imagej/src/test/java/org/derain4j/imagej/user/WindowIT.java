package org.derain4j.imagej.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.cli.Command;
import org.derain4j.engine.Model;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does in ImageJ's window: the dialog, its preview, the recorder, Esc, and what is refused. */
class WindowIT {

    @TempDir
    private Path folder;

    private Path rainy;

    @BeforeAll
    static void screen() throws Exception {
        Screen.require(WindowIT.class);
    }

    @BeforeEach
    void picture() throws IOException {
        rainy = folder.resolve(Pictures.write(folder, "rainy.png", Pictures.rainy(20, 100, 96, 64)));
    }

    @Test
    void theDialogDerainsAsTheCommandDoes() throws Exception {
        Path result = folder.resolve("result.png");
        String dialog = play(new ImageJ(folder), "dialog", rainy, result);
        for (String line : List.of("[lite]", "[1.00]", "[ ]  Preview")) {
            assertTrue(dialog.lines().anyMatch(line::equals), line + " in\n" + dialog);
        }
        assertFalse(dialog.contains("module is missing"), dialog);
        assertCommands(1, result);
    }

    @Test
    void withoutTheVectorModuleTheDialogSaysHowToAddIt() throws Exception {
        String dialog = play(new ImageJ(folder).withoutVectors(), "dialog", rainy, folder.resolve("result.png"));
        assertTrue(dialog.contains("vector module is missing"), dialog);
    }

    @Test
    void thePreviewComesAndGoes() throws Exception {
        assertEquals(List.of("the preview is shown", "the preview is gone", "after Cancel it is as it was"),
                play(new ImageJ(folder), "preview", rainy).lines()
                        .filter(l -> l.contains("it was") || l.contains("the preview is")).toList());
    }

    @Test
    void whatTheRecorderWritesDownDoesTheSameAgain() throws Exception {
        Path result = folder.resolve("result.png");
        Path replayed = folder.resolve("replayed.png");
        String recorded = play(new ImageJ(folder), "record", rainy, result, replayed);
        assertTrue(recorded.contains("run(\"Derain...\", \"model=lite strength=0.7"), recorded);
        assertCommands(0.7, result);
        Pictures.assertSame(result, replayed);
    }

    @Test
    void onlyTheModelThatIsChosenAtLastIsRecorded() throws Exception {
        Path model = folder.resolve("my model.safetensors");
        try (InputStream lite = Model.class.getResourceAsStream("/META-INF/derain4j/lite.safetensors")) {
            Files.copy(lite, model);
        }
        String recorded = play(new ImageJ(folder), "changeOfMind", rainy, model);
        assertTrue(recorded.contains("run(\"Derain...\", \"model=lite strength=1\");"), recorded);
    }

    @Test
    void escapeStopsBetweenSlices() throws Exception {
        Path stack = Pictures.stack(folder, "stack.tif", 60);
        List<String> slices = play(new ImageJ(folder), "escape", stack).lines()
                .filter(l -> l.endsWith(" done") || l.endsWith(" as before")).toList();
        assertEquals(60, slices.size());
        assertEquals("1 done", slices.getFirst());
        assertEquals("60 as before", slices.getLast());
    }

    @Test
    void aModelThatIsNotThereIsRefused() throws Exception {
        assertRefused("model=nosuch strength=1");
    }

    @Test
    void aNumberThatIsNoneIsRefused() throws Exception {
        assertRefused("model=lite strength=nosuch");
    }

    private void assertRefused(String options) throws Exception {
        String said = play(new ImageJ(folder), "refusal", rainy, options);
        assertTrue(said.contains("nosuch"), said);
        assertTrue(said.contains("the image is as it was"), said);
        assertFalse(said.contains("Exception"), said);
    }

    private void assertCommands(double strength, Path result) throws IOException {
        Path dry = folder.resolve("dry.png");
        Command.derain(rainy, "-m", "lite", "--strength", strength, "-o", dry);
        Pictures.assertChanged(rainy, result);
        Pictures.assertSame(dry, result);
    }

    private static String play(ImageJ imageJ, Object... words) throws Exception {
        ImageJ.Ended ended = imageJ.scene(Scenes.class, words);
        assertEquals(0, ended.exitCode(), ended.output());
        return ended.output();
    }
}
