package org.derain4j.kernels.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file of kernels and the macros that it is compiled with.
 *
 * @param file   name of the resource; {@code common.cl} goes before it
 * @param macros values by name
 */
record KernelSource(String file, SortedMap<String, Integer> macros) {

    static final String CONVOLUTION = "convolution.cl";
    static final String MAPS = "maps.cl";

    private static final String COMMON = "common.cl";

    /** Copies the macros. */
    KernelSource {
        macros = new TreeMap<>(macros);
    }

    static KernelSource of(String file, Map<String, Integer> macros) {
        return new KernelSource(file, new TreeMap<>(macros));
    }

    /** The whole text. */
    String text() {
        return resource(COMMON) + resource(file);
    }

    /** What the compiler is told: no fast mathematics, which would make numbers of what is none. */
    String options() {
        return macros.entrySet().stream().map(macro -> "-D" + macro.getKey() + "=" + macro.getValue())
                .collect(Collectors.joining(" ", "-cl-std=CL1.2 ", ""));
    }

    static String resource(String name) {
        try (InputStream in = KernelSource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
