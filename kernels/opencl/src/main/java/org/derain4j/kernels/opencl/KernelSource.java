package org.derain4j.kernels.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.derain4j.kernels.backend.Precision;

/**
 * Files of kernels and the macros that they are compiled with.
 *
 * @param files  names of the resources, as they follow each other
 * @param macros values by name
 */
record KernelSource(String files, SortedMap<String, Integer> macros) {

    static final String CONVOLUTION = "common.cl window.cl items.cl convolution.cl";
    static final String TENSOR = "common.cl window.cl mma.cl tensor.cl convolution.cl";
    static final String MMA_PROBE = "common.cl mma.cl mma-probe.cl";
    static final String MAPS = "common.cl maps.cl";
    static final String LEVELS = "common.cl levels.cl";

    /** Copies the macros. */
    KernelSource {
        macros = new TreeMap<>(macros);
    }

    static KernelSource of(String files, Map<String, Integer> macros) {
        return new KernelSource(files, new TreeMap<>(macros));
    }

    /** Of every file: how maps are stored. */
    static Map<String, Integer> macros(Precision precision) {
        return Map.of("HALF_MAPS", precision == Precision.HALF ? 1 : 0);
    }

    /** The whole text. */
    String text() {
        return Arrays.stream(files.split(" ")).map(KernelSource::resource).collect(Collectors.joining());
    }

    /** What the compiler is told: no fast mathematics, which would turn NaN into a number. */
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
