package org.derain4j.cli.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.models.ModelSummary;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.engine.Rounding;
import org.derain4j.web.jobs.Engines;

/** The models to choose from: the one of {@code -m} first, the embedded ones, and those that are offered beside them. */
final class OfferedModels implements Engines, AutoCloseable {

    private static final String SAFETENSORS = ".safetensors";

    private final EngineOptions options;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<Choice> choices = new ArrayList<>();

    /** The default one is opened at once: an option that cannot be is told before the server begins. */
    private final AtomicReference<Derainer> first;

    /**
     * Reads what each says of itself.
     *
     * @param offered names or paths as for {@code -m}
     */
    OfferedModels(EngineOptions options, List<String> offered) throws IOException {
        this.options = options;
        add(options.model().orElse(Model.DEFAULT));
        for (String name : Model.embeddedNames()) {
            add(name);
        }
        for (String model : offered) {
            add(model);
        }
        first = new AtomicReference<>(options.open(Rounding.NEAREST));
    }

    private void add(String nameOrPath) {
        String name = shortName(nameOrPath);
        String known = sources.putIfAbsent(name, nameOrPath);
        if (known == null) {
            Model model = EngineOptions.openModel(nameOrPath);
            choices.add(new Choice(name, ModelSummary.purpose(model).orElseGet(() -> ModelSummary.describe(model)),
                    ModelSummary.licence(model).orElse("not stated")));
        } else if (!known.equals(nameOrPath)) {
            throw Failure.usage("%s and %s would both be called '%s'; rename one of them.".formatted(known, nameOrPath,
                    name));
        }
    }

    /** Who asks over the network is not told where files are. */
    private static String shortName(String nameOrPath) {
        Path file = Path.of(nameOrPath).toAbsolutePath().normalize().getFileName();
        String name = file == null ? nameOrPath : file.toString();
        return name.endsWith(SAFETENSORS) ? name.substring(0, name.length() - SAFETENSORS.length()) : name;
    }

    @Override
    public List<Choice> models() {
        return List.copyOf(choices);
    }

    @Override
    public Derainer open(String model) {
        Derainer opened = model.equals(choices.getFirst().name()) ? first.getAndSet(null) : null;
        if (opened != null) {
            return opened;
        }
        EngineOptions own = options.oneOfSeveral(options.threads());
        own.useModel(sources.get(model));
        return own.open(Rounding.NEAREST);
    }

    /** Closes what nobody has opened. */
    @Override
    public void close() {
        Derainer left = first.getAndSet(null);
        if (left != null) {
            left.close();
        }
    }
}
