package org.derain4j.pictures;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.derain4j.structure.NullRefusals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class NullRefusalsTest extends NullRefusals {

    @TempDir
    private Path folder;

    private PictureFile file;

    @BeforeEach
    void read() throws PictureFileException {
        Path path = folder.resolve("a.png");
        new PictureWriter().write(picture(), path);
        file = new PictureReader().read(path);
    }

    private static BufferedImage picture() {
        return new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR);
    }

    @Override
    protected List<Object> samples() {
        return List.of(file, new PictureReader(), new PictureWriter(), WriteOptions.DEFAULT, picture(),
                folder.resolve("b.png"), InputStream.nullInputStream(), OutputStream.nullOutputStream(),
                Optional.empty());
    }

    @Override
    protected Set<String> documented() {
        return Set.of("PictureFormat.named(file) empty", "PictureFormat.refusal(file) empty",
                "PictureFormat.found(file) empty", "PictureReader.read(name) empty", "PictureWriter.write(name) empty",
                "PictureWriter.check(file) empty");
    }

    @Override
    protected Set<Class<?>> ofOthers() {
        return Set.of(PictureReader.WorkingMemory.class);
    }
}
