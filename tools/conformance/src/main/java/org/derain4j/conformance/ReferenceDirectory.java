package org.derain4j.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.derain4j.engine.ModelException;

/**
 * What a reference directory holds, by the names of its files; nothing is opened yet.
 *
 * <p>A case is {@code CASE_input.png} with {@code CASE_imitation_f64.safetensors}, {@code CASE_output.png} and possibly
 * {@code CASE_taps.safetensors}. Any other {@code .safetensors} file or any checkpoint ({@code PREFIX.index}) is
 * a model.
 *
 * @param path the directory
 * @param cases the complete cases, by name
 * @param incomplete the cases that lack a file, by name
 */
public record ReferenceDirectory(Path path, List<ReferenceCase> cases, List<CaseResult.LeftOut> incomplete) {

    private static final List<String> NEEDED = List.of(ReferenceCase.INPUT, ReferenceCase.IMITATION,
            ReferenceCase.OUTPUT);
    private static final String INDEX = ".index";
    private static final String SAFETENSORS = ".safetensors";
    private static final String PACKED = ".planes.gz";

    /** Copies the lists. */
    public ReferenceDirectory {
        cases = List.copyOf(cases);
        incomplete = List.copyOf(incomplete);
    }

    /**
     * Looks through a directory.
     *
     * @param directory the reference directory
     * @return its cases
     * @throws IOException if it cannot be listed or holds no case at all
     */
    public static ReferenceDirectory read(Path directory) throws IOException {
        Set<String> files = files(directory);
        List<ReferenceCase> cases = new ArrayList<>();
        List<CaseResult.LeftOut> incomplete = new ArrayList<>();
        for (String name : caseNames(files)) {
            String missing = NEEDED.stream().map(ending -> name + ending).filter(file -> !files.contains(file))
                    .collect(Collectors.joining(", "));
            if (missing.isEmpty()) {
                cases.add(ReferenceCase.named(name, directory, files.contains(name + ReferenceCase.TAPS)));
            } else {
                incomplete.add(new CaseResult.LeftOut(name, "lacks " + missing));
            }
        }
        if (cases.isEmpty() && incomplete.isEmpty()) {
            throw new IOException(directory + " holds no case: a reference directory has files CASE"
                    + String.join(", CASE", NEEDED) + ".");
        }
        return new ReferenceDirectory(directory, cases, incomplete);
    }

    /**
     * Finds the model beside the cases.
     *
     * @return the one {@code .safetensors} file or checkpoint prefix, or nothing where there is none
     * @throws IOException if there are several, or a checkpoint whose data are still packed; the message says what
     *     to do
     */
    public Optional<Path> model() throws IOException {
        Set<String> files = files(path);
        List<String> models = files.stream().filter(ReferenceDirectory::isModel).toList();
        if (models.size() > 1) {
            throw new ModelException(path + " holds several models (" + String.join(", ", models)
                    + "): name one of them with -m.");
        }
        if (models.isEmpty()) {
            return Optional.empty();
        }
        String model = models.getFirst();
        if (!model.endsWith(INDEX)) {
            return Optional.of(path.resolve(model));
        }
        String prefix = model.substring(0, model.length() - INDEX.length());
        refusePacked(prefix, files);
        return Optional.of(path.resolve(prefix));
    }

    private void refusePacked(String prefix, Set<String> files) throws ModelException {
        for (String file : files) {
            if (file.startsWith(prefix + ".data-") && file.endsWith(PACKED)) {
                String data = file.substring(0, file.length() - PACKED.length());
                if (!files.contains(data)) {
                    throw new ModelException(path.resolve(file) + " is packed: unpack it with the reference's "
                            + "generator/Unpack.java to a file " + data + ", put " + prefix + INDEX
                            + " beside that, and name that checkpoint with -m.");
                }
            }
        }
    }

    private static boolean isModel(String file) {
        return file.endsWith(INDEX) || file.endsWith(SAFETENSORS) && !file.endsWith(ReferenceCase.IMITATION)
                && !file.endsWith(ReferenceCase.TAPS);
    }

    private static Set<String> caseNames(Set<String> files) {
        Set<String> names = new TreeSet<>();
        for (String ending : List.of(ReferenceCase.INPUT, ReferenceCase.IMITATION, ReferenceCase.OUTPUT,
                ReferenceCase.TAPS)) {
            files.stream().filter(file -> file.endsWith(ending) && file.length() > ending.length())
                    .map(file -> file.substring(0, file.length() - ending.length())).forEach(names::add);
        }
        return names;
    }

    private static Set<String> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + (Files.exists(directory) ? " is not a directory." : " does not exist."));
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isRegularFile).map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
