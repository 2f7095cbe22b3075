package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Pictures that others derained already. */
public final class FinishedResults implements Deraining {

    private final String name;
    private final Path folder;

    /** In a folder. */
    public FinishedResults(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String describe() {
        return "pictures in " + folder.toAbsolutePath().normalize().getFileName();
    }

    @Override
    public String deciding() {
        return describe();
    }

    /** They are of rainy pictures. */
    @Override
    public boolean takes(Condition before) {
        return before.kind() == Condition.Kind.RAINY;
    }

    @Override
    public Optional<Path> file(Sample sample) {
        return Optional.of(sample.results().get(name));
    }

    @Override
    public Open open() {
        return new Open() {

            @Override
            public BufferedImage of(Sample sample, BufferedImage picture) throws IOException {
                return StudyPictures.read(sample.results().get(name), picture);
            }

            @Override
            public void close() {} // there is nothing open
        };
    }
}
