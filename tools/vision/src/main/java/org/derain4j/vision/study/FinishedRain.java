package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Rainy pictures that are there already. */
public final class FinishedRain implements Rain {

    private final String name;
    private final Path folder;

    /** In a folder. */
    public FinishedRain(String name, Path folder) {
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
    public Optional<Path> file(Sample sample) {
        return Optional.of(sample.rainy().get(name));
    }

    @Override
    public Scene of(Sample sample, BufferedImage clean) throws IOException {
        return new Scene(StudyPictures.read(sample.rainy().get(name), clean), Optional.empty(), Optional.empty());
    }
}
