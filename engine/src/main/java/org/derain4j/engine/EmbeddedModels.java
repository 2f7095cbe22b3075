package org.derain4j.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The models on the class or module path. An artefact brings one as {@code META-INF/derain4j/NAME.safetensors}, and its name as a
 * line of {@code META-INF/derain4j/models}, for lists: a class path can be asked for a name, not for all names.
 *
 * @param loader whose path is looked through
 */
record EmbeddedModels(ClassLoader loader) {

    private static final String FOLDER = "META-INF/derain4j/";
    private static final String LIST = FOLDER + "models";

    /** What is no path. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    /** The engine's own path. */
    static EmbeddedModels ofEngine() {
        return new EmbeddedModels(EmbeddedModels.class.getClassLoader());
    }

    /** The names listed, the default first, the others in the order of the alphabet. */
    List<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        for (URL list : Collections.list(loader.getResources(LIST))) {
            try (InputStream in = stream(list)) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
                        .filter(name -> NAME.matcher(name).matches()).forEach(names::add);
            }
        }
        return Stream.concat(names.stream().filter(Model.DEFAULT::equals),
                names.stream().filter(name -> !name.equals(Model.DEFAULT))).toList();
    }

    /** The file of a model; empty if there is none of that name, listed or not. */
    Optional<byte[]> read(String name) throws IOException {
        URL file = find(name);
        if (file == null) {
            return Optional.empty();
        }
        try (InputStream in = stream(file)) {
            return Optional.of(in.readAllBytes());
        }
    }

    /** The size of a model's file; empty if there is none of that name. */
    OptionalLong bytes(String name) throws IOException {
        URL file = find(name);
        if (file == null) {
            return OptionalLong.empty();
        }
        try (InputStream in = stream(file)) {
            return OptionalLong.of(in.transferTo(OutputStream.nullOutputStream()));
        }
    }

    boolean contains(String name) {
        return find(name) != null;
    }

    private URL find(String name) {
        return NAME.matcher(name).matches() ? loader.getResource(FOLDER + name + ".safetensors") : null;
    }

    /** A jar that is read through the JVM's cache of jars could not be replaced or closed. */
    private static InputStream stream(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
