package org.derain4j.cli.common;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import org.derain4j.engine.Model;
import org.derain4j.engine.Rounding;
import org.derain4j.kernels.Backends;
import org.derain4j.weights.PrintableText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options of every command that runs the network; use with {@code @Mixin}. */
public sealed class EngineOptions permits PictureOptions {

    /** Takes the names that there are, whether they can run or not. */
    public static final class BackendName implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            String name = text.toLowerCase(Locale.ROOT);
            if (!Backends.isName(name)) {
                throw new TypeConversionException(
                        "'" + text + "' is none of " + String.join(", ", Backends.NAMES));
            }
            return name;
        }
    }

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL",
            description = "The weights: the name of an embedded model (`derain models` lists them), a .safetensors file, "
                    + "the prefix of a TensorFlow checkpoint, or a folder: the latest checkpoint by its file `checkpoint`, "
                    + "else the only weights in it. Default: the embedded model.")
    private List<String> models = List.of();

    @Option(names = "--backend", paramLabel = "NAME", defaultValue = "auto",
            converter = EngineOptions.BackendName.class,
            description = "What computes: auto, vector (SIMD), portable (plain loops, where Java lacks the Vector API), "
                    + "reference (slow, double precision), or opencl[:N], a GPU or another device that "
                    + "`derain devices` lists; with :half behind it maps are stored in half precision, with :tf32 tensor "
                    + "cores multiply with 10 bits of fraction. Default: auto, vector or else portable.")
    private String backend = Backends.AUTO;

    @Option(names = "--threads", paramLabel = "N",
            description = "How many threads compute, at most one a core. Default: all cores. The result is the same for any "
                    + "number.")
    private Integer threads;

    @Option(names = "--exact",
            description = "Direct convolutions only: slower, for comparisons. The faster ones differ in rounding alone.")
    private boolean exact;

    @Mixin
    private MemoryOptions memory = new MemoryOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private boolean silent;

    /** Opens the model and the backend; the caller closes the result. Any picture completes, if need be with a scratch file. */
    public Derainer open(Rounding rounding) {
        return open(Derainer.builder().rounding(rounding), true);
    }

    /** The same for who measures or compares: nothing is computed by the CPU in a device's place, nor in a file unasked. */
    public Derainer openToMeasure() {
        return open(Derainer.builder().deviceOnly(true), false);
    }

    private Derainer open(DerainerBuilder builder, boolean anyPicture) {
        builder.backend(backend).exact(exact);
        memory.configure(builder, anyPicture);
        memory.note().ifPresent(this::say);
        if (threads != null) {
            builder.threads(threads());
        }
        model().ifPresent(model -> builder.model(openModel(model)));
        try {
            configure(builder);
            return builder.build();
        } catch (IOException e) {
            throw unusable("the embedded model", e);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage());
        } catch (IllegalStateException e) {
            throw Failure.usage("--backend " + backend + ": " + e.getMessage());
        }
    }

    /** What the user should know before the work begins. */
    void say(String note) {
        if (!silent) {
            new ErrorLines(command.commandLine().getErr(), false).print(note);
        }
    }

    /** Hands on what is not for every command; an option that the engine refuses is wrong usage. */
    void configure(DerainerBuilder builder) {}

    /** The weights asked for, if any are; refuses several, which few commands take. */
    public Optional<String> model() {
        if (models.size() > 1) {
            throw Failure.usage("-m is given " + models.size() + " times, but one model runs here; give it once.");
        }
        return models.stream().findFirst();
    }

    /** All weights asked for, for who compares. */
    public List<String> models() {
        return models;
    }

    /** Asks for other weights. */
    public void useModel(String nameOrPath) {
        models = List.of(nameOrPath);
    }

    /** Whether nothing was asked for: the embedded model on the best backend, all cores. */
    public boolean areDefault() {
        return models.isEmpty() && isAuto() && threads == null && !exact && !memory.areGiven();
    }

    /** Whether it is left to the engine what computes. */
    public boolean isAuto() {
        return backend.equals(Backends.AUTO);
    }

    /** What decides the bits of a result, beside the weights: neither threads nor memory do. In words. */
    public String deciding() {
        return "backend " + backend + (exact ? " exact" : "");
    }

    /** How many pixels of a picture the network sees. */
    public double networkPixels(int height, int width) {
        return (double) height * width;
    }

    /** The memory that all pictures which are worked on at a time may take. */
    public long memoryBudget() {
        return memory.budget();
    }

    /** Whether a device computes, which has its own idea of threads. */
    public boolean usesDevice() {
        return backend.startsWith(Backends.OPENCL);
    }

    /** How many threads compute. */
    public int threads() {
        if (threads == null) {
            return Math.min(Runtime.getRuntime().availableProcessors(), Backends.MOST_THREADS);
        }
        Failure.requireWithin("--threads", threads, 1, Backends.MOST_THREADS);
        return Backends.threads(threads);
    }

    /** The same but for the number of threads. */
    public EngineOptions onThreads(int number) {
        return copiedTo(new EngineOptions(), number);
    }

    /** For one of several engines, on some of the threads: what the first one has said it does not say again. */
    public EngineOptions oneOfSeveral(int number) {
        EngineOptions options = onThreads(number);
        options.silent = true;
        return options;
    }

    <T extends EngineOptions> T copiedTo(T options, int number) {
        EngineOptions copy = options;
        copy.models = models;
        copy.backend = backend;
        copy.threads = number;
        copy.exact = exact;
        copy.memory = memory;
        copy.command = command;
        return options;
    }

    /** Opens a model alone, by embedded name or path. */
    public static Model openModel(String nameOrPath) {
        if (nameOrPath.isEmpty()) {
            throw Failure.usage("the model's name is empty; give the name of an embedded one, a file or a folder.");
        }
        try {
            return Model.open(nameOrPath);
        } catch (IOException e) {
            throw unusable(nameOrPath, e);
        }
    }

    /** The weights' own errors name the file already. */
    private static Failure unusable(String name, IOException e) {
        String reason = Failure.reason(e);
        return Failure.model(reason.contains(PrintableText.of(name)) ? reason : name + ": " + reason, e);
    }
}
