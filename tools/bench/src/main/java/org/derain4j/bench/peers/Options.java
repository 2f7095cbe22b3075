package org.derain4j.bench.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for; {@link PairedBench} explains it.
 *
 * @param reference cases with TensorFlow's own numbers, if given
 * @param model     checkpoint prefix or safetensors file of M17N1, if given
 * @param json      file for the numbers, if given
 * @param only      parts of the names of the groups to measure; empty for all
 * @param peers     libraries beside ours
 * @param threads   numbers of threads
 * @param sizes     of the networks' pictures
 * @param forks     JVMs
 * @param rounds    in each JVM
 * @param slow      whether the plain loops in double are the layers' yardstick
 * @param arguments as given
 */
record Options(Optional<Path> reference, Optional<Path> model, Optional<Path> json, List<String> only,
        List<Library> peers, List<Integer> threads, List<Size> sizes, int forks, int rounds, boolean slow,
        List<String> arguments) {

    static Options parse(List<String> arguments) {
        Optional<Path> reference = Optional.empty();
        Optional<Path> model = Optional.empty();
        Optional<Path> json = Optional.empty();
        List<String> only = new ArrayList<>();
        List<Library> peers = List.of(Library.ONNX_RUNTIME, Library.TENSORFLOW, Library.PYTORCH);
        List<Integer> threads = List.of(1, 2);
        List<Size> sizes = List.of(new Size(256, 256), Groups.MAIN_SIZE, new Size(720, 1280));
        int forks = 3;
        int rounds = 3;
        boolean slow = false;
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "--quick" -> {
                    threads = List.of(2);
                    sizes = List.of(Groups.MAIN_SIZE);
                    forks = 1;
                    rounds = 2;
                }
                case "--slow" -> slow = true;
                case "--reference" -> reference = Optional.of(Path.of(value(option, rest)));
                case "--model" -> model = Optional.of(Path.of(value(option, rest)));
                case "--json" -> json = Optional.of(Path.of(value(option, rest)));
                case "--only" -> only.add(value(option, rest));
                case "--peers" -> peers = list(value(option, rest)).stream().map(Library::of).toList();
                case "--threads" -> threads = list(value(option, rest)).stream().map(Options::count).toList();
                case "--sizes" -> sizes = list(value(option, rest)).stream().map(Size::parse).toList();
                case "--forks" -> forks = count(value(option, rest));
                case "--rounds" -> rounds = count(value(option, rest));
                default -> throw new IllegalArgumentException("there is no option `" + option + "`; see --help");
            }
        }
        return new Options(reference, model, json, only, peers, threads, sizes, forks, rounds, slow,
                List.copyOf(arguments));
    }

    /** Whether a group is asked for. */
    boolean wants(String group) {
        return only.isEmpty() || only.stream().anyMatch(group::contains);
    }

    private static String value(String option, List<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value; see --help");
        }
        return rest.removeFirst();
    }

    private static List<String> list(String value) {
        return Arrays.asList(value.split(","));
    }

    private static int count(String value) {
        try {
            int count = Integer.parseInt(value);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below, as of any other value that is no count
        }
        throw new IllegalArgumentException("`" + value + "` is no number above 0");
    }
}
