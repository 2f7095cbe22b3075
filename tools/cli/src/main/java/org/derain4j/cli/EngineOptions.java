package org.derain4j.cli;

import java.io.IOException;
import java.util.Locale;

import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.engine.Rounding;

import picocli.CommandLine.Option;

/** The options of every command that runs the network; use with {@code @Mixin}. */
final class EngineOptions {
    /** The names that {@code --backend} takes. */
    enum Backend {
        AUTO, VECTOR, PORTABLE, REFERENCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MOST_THREADS = 1024;

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL",
            description = "The weights: the name of an embedded model (`derain models` lists them), a .safetensors file, "
                    + "or the prefix of a TensorFlow checkpoint. Default: the embedded model.")
    String model;

    @Option(names = "--backend", paramLabel = "NAME", defaultValue = "auto",
            description = "What computes: auto, vector (SIMD), portable (plain loops, where Java lacks the Vector API) or "
                    + "reference (slow, double precision). Default: auto, vector or else portable.")
    Backend backend = Backend.AUTO;

    @Option(names = "--threads", paramLabel = "N",
            description = "How many threads compute. Default: all cores. The result is the same for any number.")
    Integer threads;

    @Option(names = "--exact",
            description = "Direct convolutions only: slower, for comparisons. The faster ones differ in rounding alone.")
    boolean exact;

    /** Opens the model and the backend; the caller closes the result. */
    Derainer open(Rounding rounding) {
        Derainer.Builder builder = Derainer.builder().backend(backend.toString()).rounding(rounding)
                .exact(exact);
        if (threads != null) {
            if (threads < 1 || threads > MOST_THREADS) {
                throw Failure.usage("--threads is " + threads + "; give 1 to " + MOST_THREADS + ".");
            }
            builder.threads(threads);
        }
        if (model != null) {
            builder.model(openModel(model));
        }
        try {
            return builder.build();
        } catch (IOException e) {
            throw unusable("the embedded model", e);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage());
        } catch (IllegalStateException e) {
            throw Failure.usage("--backend " + backend + ": " + e.getMessage());
        }
    }

    /** The same but for the number of threads. */
    EngineOptions onThreads(int number) {
        EngineOptions options = new EngineOptions();
        options.model = model;
        options.backend = backend;
        options.threads = number;
        options.exact = exact;
        return options;
    }

    /** Opens a model alone, by embedded name or path. */
    static Model openModel(String nameOrPath) {
        try {
            return Model.open(nameOrPath);
        } catch (IOException e) {
            throw unusable(nameOrPath, e);
        }
    }

    /** The weights' own errors name the file already. */
    private static Failure unusable(String name, IOException e) {
        String reason = Failure.reason(e);
        return Failure.model(reason.contains(name) ? reason : name + ": " + reason, e);
    }
}
