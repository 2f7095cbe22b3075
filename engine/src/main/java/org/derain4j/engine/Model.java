package org.derain4j.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.engine.graph.Graph;
import org.derain4j.engine.graph.Mspfn;
import org.derain4j.engine.graph.Variables;
import org.derain4j.kernels.program.Parameters;
import org.derain4j.kernels.program.Parameters.Parameter;
import org.derain4j.weights.PrintableText;
import org.derain4j.weights.TensorFile;

/**
 * The network's weights under their official names, and which network they are for. Read from TensorFlow V2 checkpoints and
 * safetensors files. Immutable and thread-safe.
 */
public final class Model {

    /** The model used where none is named. */
    public static final String DEFAULT = "lite";

    private final String name;
    private final Architecture architecture;
    private final Graph graph;
    private final Map<String, String> metadata;
    private final List<Variable> variables;
    private final List<String> leftAside;
    private final Parameters parameters;
    private final ModelFiles files;

    private Model(String name, WeightBinder.Binding binding, Map<String, String> metadata,
            Map<String, Parameter> parameters, ModelFiles files) {
        this.name = name;
        this.files = files;
        this.architecture = binding.architecture();
        this.graph = Mspfn.graph(architecture);
        this.metadata = Map.copyOf(metadata);
        this.variables = binding.variables();
        this.leftAside = binding.leftAside();
        this.parameters = new Parameters(parameters);
    }

    /**
     * One variable of the network.
     *
     * @param name  official name, outer scope included
     * @param shape official layout
     */
    public record Variable(String name, List<Integer> shape) {

        /** Copies the shape. */
        public Variable {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(shape, "shape");
            shape = List.copyOf(shape);
        }
    }

    /**
     * Opens an embedded model by name, else a file.
     *
     * @param nameOrPath an embedded name, or a path as for {@link #load}
     * @return the model
     * @throws IOException if it is neither, is damaged, or is no MSPFN
     */
    public static Model open(String nameOrPath) throws IOException {
        Objects.requireNonNull(nameOrPath, "nameOrPath");
        if (nameOrPath.isEmpty()) {
            throw new ModelException("nameOrPath is empty; give the name of an embedded model, a file or a folder");
        }
        if (EmbeddedModels.ofEngine().contains(nameOrPath)) {
            return embedded(nameOrPath);
        }
        Path path = path(nameOrPath);
        if (path.getNameCount() == 1 && !nameOrPath.contains(".") && !Files.exists(path)
                && !Files.exists(Path.of(nameOrPath + ".index"))) {
            throw none(nameOrPath);
        }
        return load(path);
    }

    /**
     * Loads a file. One that is replaced meanwhile is read to its end; of one that is written to meanwhile nothing is used.
     *
     * @param path a {@code .safetensors} file, a checkpoint prefix or its {@code .index}, or a folder, which stands for the
     *             latest checkpoint by TensorFlow's text file {@code checkpoint} in it, else for the only weights there
     * @return the model
     * @throws IOException {@link org.derain4j.weights.WeightFormatException} if it is damaged, or written to while it is read,
     *                     {@link ModelException} if it is no MSPFN; another if it cannot be read, or the calling thread is
     *                     interrupted, whose status stays set
     * @throws IllegalArgumentException if the path is empty
     */
    public static Model load(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        try (TensorFile file = TensorFile.open(path)) {
            return read(file, ModelFiles.at(path.getFileSystem().getPath(file.name())));
        } catch (OutOfMemoryError e) {
            throw tooLarge(path.toString(), e);
        }
    }

    /**
     * A model that comes with the library or with an artefact of its own, {@code derain4j-weights-NAME} on the class path (on the
     * module path with {@code --add-modules org.derain4j.weights.NAME}).
     *
     * @param name one of {@link #embeddedNames}
     * @return the model
     * @throws IOException if there is none of that name
     */
    public static Model embedded(String name) throws IOException {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new ModelException("name is empty; there is " + String.join(", ", embeddedNames()));
        }
        try {
            byte[] bytes = EmbeddedModels.ofEngine().read(name).orElse(null);
            if (bytes == null) {
                throw none(name);
            }
            try (TensorFile file = TensorFile.open(bytes, name)) {
                return read(file, ModelFiles.embedded(name));
            }
        } catch (OutOfMemoryError e) {
            throw tooLarge(name, e);
        }
    }

    /**
     * Loads a safetensors file that is in memory, wherever it came from.
     *
     * {@snippet class="org.derain4j.examples.WeightsFromElsewhere" region="model" :
     * static Model fetch(URI where, String sha256) throws IOException, NoSuchAlgorithmException {
     *     byte[] safetensors;
     *     try (InputStream in = where.toURL().openStream()) {
     *         safetensors = in.readAllBytes();
     *     }
     *     byte[] actual = MessageDigest.getInstance("SHA-256").digest(safetensors);
     *     if (!HexFormat.of().formatHex(actual).equals(sha256)) {
     *         throw new IOException(where + ": other weights than those that were asked for");
     *     }
     *     return Model.of(where.toString(), safetensors);
     * }
     * }
     *
     * @param name        what messages call it
     * @param safetensors the whole file; not copied, so it must not be changed afterwards
     * @return the model
     * @throws IOException {@link org.derain4j.weights.WeightFormatException} if it is damaged, {@link ModelException} if
     *                     it is no MSPFN
     */
    public static Model of(String name, byte[] safetensors) throws IOException {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(safetensors, "safetensors");
        try (TensorFile file = TensorFile.open(safetensors, name)) {
            return read(file, out -> out.write(safetensors));
        } catch (OutOfMemoryError e) {
            throw tooLarge(name, e);
        }
    }

    /**
     * The models on the class or module path.
     *
     * @return names for {@link #embedded}, the default first
     * @throws IOException if a list of them cannot be read
     */
    public static List<String> embeddedNames() throws IOException {
        return EmbeddedModels.ofEngine().names();
    }

    /**
     * The size of an embedded model's file.
     *
     * @param name one of {@link #embeddedNames}
     * @return bytes
     * @throws IOException if there is none of that name
     */
    public static long embeddedBytes(String name) throws IOException {
        Objects.requireNonNull(name, "name");
        OptionalLong bytes = EmbeddedModels.ofEngine().bytes(name);
        if (bytes.isEmpty()) {
            throw none(name);
        }
        return bytes.getAsLong();
    }

    private static Path path(String name) throws ModelException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new ModelException("no file can have the name `" + PrintableText.of(name)
                    + "` here; give the name of an embedded model, a file or a folder");
        }
    }

    /** Not every model comes with the library; the others are asked for by their artefact, or by their file in a checkout. */
    private static ModelException none(String name) throws IOException {
        return new ModelException(
                ("there is no model `%1$s` on the class path, only %2$s: add derain4j-weights-%1$s to it, or name a file, a "
                        + ".safetensors one or a checkpoint's prefix (a checkout of Derain4J may have "
                        + "weights/%1$s/src/main/resources/META-INF/derain4j/%1$s.safetensors)").formatted(
                                PrintableText.of(name), String.join(", ", embeddedNames())));
    }

    private static Model read(TensorFile file, ModelFiles files) throws IOException {
        WeightBinder.Binding binding = WeightBinder.bind(file);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Variable variable : binding.variables()) {
            float[] values = file.floats(variable.name());
            if (!allFinite(values)) {
                throw new ModelException(file.name() + ": the variable `" + variable.name()
                        + "` holds a value that is not finite; convert or train the model again");
            }
            parameters.put(variable.name(), new Parameter(variable.shape(), values));
        }
        file.requireUnchanged();
        return new Model(file.name(), binding, file.metadata(), parameters, files);
    }

    /** Caught where all that was read has become garbage. */
    private static ModelException tooLarge(String name, OutOfMemoryError cause) {
        ModelException e = new ModelException(
                "%s: needs more memory than Java may use here, %d MB; give it more, as with -Xmx4g"
                        .formatted(name, Runtime.getRuntime().maxMemory() >> 20));
        e.initCause(cause);
        return e;
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where it came from.
     *
     * @return the embedded name or the file's
     */
    public String name() {
        return name;
    }

    /**
     * The SHA-256 of what it was read from, which is read anew for it: of the file, byte by byte, and of a checkpoint its data
     * files, one after the other.
     *
     * @return 64 hexadecimal digits
     * @throws IOException if it can no longer be read
     */
    public String sha256() throws IOException {
        return files.sha256();
    }

    /**
     * Which network it is for.
     *
     * @return inferred from names and shapes, never from metadata
     */
    public Architecture architecture() {
        return architecture;
    }

    /**
     * What the file says of itself; it only describes.
     *
     * @return keys and values
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * All variables of the network.
     *
     * @return in the order of the graph
     */
    public List<Variable> variables() {
        return variables;
    }

    /**
     * The values of a variable.
     *
     * @param variable official name
     * @return row-major, a copy
     * @throws IllegalArgumentException if there is none of that name
     */
    public float[] values(String variable) {
        Objects.requireNonNull(variable, "variable");
        return parameters.get(variable).values().clone();
    }

    /**
     * Training state in the file that inference has no use for: optimiser slots and counters.
     *
     * @return names
     */
    public List<String> leftAside() {
        return leftAside;
    }

    /**
     * Number of stored values.
     *
     * @return of all variables
     */
    public long parameters() {
        return variables.stream().mapToLong(variable -> size(variable.shape())).sum();
    }

    /**
     * Number of values that can reach the result: without the conv-LSTMs' rows for h and gate f, dead from the zero state.
     *
     * @return of all variables
     */
    public long liveParameters() {
        return Variables.live(graph).values().stream().mapToLong(Model::size).sum();
    }

    private static long size(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    Graph graph() {
        return graph;
    }

    Parameters weights() {
        return parameters;
    }

    @Override
    public String toString() {
        return name + ": " + architecture;
    }
}
