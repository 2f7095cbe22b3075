package org.derain4j.vision.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.engine.Rounding;
import org.derain4j.vision.study.Condition;
import org.derain4j.vision.study.Deraining;
import org.derain4j.vision.study.Sample;

/** A deraining network. */
final class NetworkDeraining implements Deraining {

    private static final String SAFETENSORS = ".safetensors";

    private final EngineOptions options;
    private final String name;
    private final String deciding;

    /** With the options, but for the model: one by embedded name or path, which is read once to know it. The first has notes to tell. */
    NetworkDeraining(EngineOptions options, String nameOrPath, boolean first) throws IOException {
        this.options = first ? options.onThreads(options.threads()) : options.oneOfSeveral(options.threads());
        this.options.useModel(nameOrPath);
        Model model = EngineOptions.openModel(nameOrPath);
        name = shortName(nameOrPath);
        deciding = "model %s (SHA-256 %s), %s".formatted(model.name(), model.sha256(), options.deciding());
    }

    private static String shortName(String nameOrPath) {
        Path file = Path.of(nameOrPath).toAbsolutePath().normalize().getFileName();
        String name = file == null ? nameOrPath : file.toString();
        return name.endsWith(SAFETENSORS) ? name.substring(0, name.length() - SAFETENSORS.length()) : name;
    }

    @Override
    public String name() {
        return name;
    }

    /** Options that were not given say nothing. */
    @Override
    public String describe() {
        return deciding.replaceAll(", [a-z ]+ null", "");
    }

    @Override
    public String deciding() {
        return deciding;
    }

    /** The clean ones, too: what is taken from pictures without rain is harm. */
    @Override
    public boolean takes(Condition before) {
        return true;
    }

    @Override
    public Optional<Path> file(Sample sample) {
        return Optional.empty();
    }

    @Override
    public Open open() {
        Derainer derainer = options.open(Rounding.NEAREST);
        return new Open() {

            @Override
            public BufferedImage of(Sample sample, BufferedImage picture) {
                return derainer.derain(picture);
            }

            @Override
            public void close() {
                derainer.close();
            }
        };
    }
}
