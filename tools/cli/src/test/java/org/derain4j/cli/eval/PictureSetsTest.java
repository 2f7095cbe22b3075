package org.derain4j.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.eval.PictureSets.PictureSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSetsTest {

    @TempDir
    Path folder;
    private Path rain;
    private Path clean;

    @BeforeEach
    void putPictures() throws IOException {
        rain = put("rain", "b.png", "a.1.jpg", "only-rain.png", ".hidden.png");
        clean = put("clean", "a.1.png", "b.png", "only-clean.png");
    }

    @Test
    void namesAgreeUpToTheirEnding() throws IOException {
        PictureSets sets = PictureSets.find(rain, clean, Optional.empty());
        assertEquals(List.of(
                new PictureSet(rain.resolve("a.1.jpg"), clean.resolve("a.1.png"), Optional.empty()),
                new PictureSet(rain.resolve("b.png"), clean.resolve("b.png"), Optional.empty())), sets.sets());
        assertEquals(List.of(rain.resolve("only-rain.png"), clean.resolve("only-clean.png")), sets.unmatched());
    }

    @Test
    void withResultsAllThreeMustBeThere() throws IOException {
        Path result = put("result", "b.webp", "only-result.png");
        PictureSets sets = PictureSets.find(rain, clean, Optional.of(result));
        assertEquals(List.of(new PictureSet(rain.resolve("b.png"), clean.resolve("b.png"),
                Optional.of(result.resolve("b.webp")))), sets.sets());
        assertEquals(List.of(rain.resolve("a.1.jpg"), rain.resolve("only-rain.png"), clean.resolve("a.1.png"),
                clean.resolve("only-clean.png"), result.resolve("only-result.png")), sets.unmatched());
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws IOException {
        put("rain", "b.jpg");
        IOException refusal = assertThrows(IOException.class, () -> PictureSets.find(rain, clean, Optional.empty()));
        assertTrue(refusal.getMessage().endsWith("b.jpg and b.png differ in the ending alone; leave one of them in the "
                + "folder."), refusal.getMessage());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path nowhere = folder.resolve("nowhere");
        assertEquals(nowhere.toString(), assertThrows(NoSuchFileException.class,
                () -> PictureSets.find(rain, nowhere, Optional.empty())).getFile());
    }

    private Path put(String name, String... files) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(directory.resolve("subfolder"));
        for (String file : files) {
            Files.write(directory.resolve(file), new byte[0]);
        }
        return directory;
    }
}
