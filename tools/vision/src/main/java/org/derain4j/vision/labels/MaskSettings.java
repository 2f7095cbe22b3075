package org.derain4j.vision.labels;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.derain4j.cli.common.Failure;

/**
 * What a file beside masks says of them: {@code masks.properties} in their folder or the one above it, with {@code format}, {@code classes} and
 * {@code ignored}; or a {@code classes.txt} in their folder.
 *
 * @param format  how they are kept, if it says so
 * @param names   of the numbers 0, 1 and so on; empty if it does not say them
 * @param ignored numbers that do not count
 */
record MaskSettings(Optional<MaskFormat> format, List<String> names, Set<Integer> ignored) {

    private static final String FILE = "masks.properties";
    private static final Set<String> KEYS = Set.of("format", "classes", "ignored");
    private static final int MOST = 0xFFFF;

    static MaskSettings near(Path folder) {
        for (Path at : Stream.of(folder, folder.toAbsolutePath().normalize().getParent()).filter(p -> p != null)
                .toList()) {
            Path file = at.resolve(FILE);
            if (Files.isRegularFile(file)) {
                return of(file, folder);
            }
        }
        return new MaskSettings(Optional.empty(), names(folder), Set.of());
    }

    private static MaskSettings of(Path file, Path folder) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(String.join("\n", TextLines.of(file))));
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.input(file + ": is no sound properties file; write lines of key=value.");
        }
        for (String key : properties.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                throw Failure.input("%s: does not know '%s'; write format, classes or ignored.".formatted(file, key));
            }
        }
        Optional<MaskFormat> format = Optional.ofNullable(properties.getProperty("format")).map(key -> MaskFormat
                .called(key.strip()).orElseThrow(() -> Failure.input("%s: format '%s' is none; write one of %s."
                        .formatted(file, key, MaskFormat.keys()))));
        List<String> names = words(properties.getProperty("classes", ""));
        if (names.contains("")) {
            throw Failure.input("%s: classes has no name for %d; write a name for each number from 0.".formatted(file,
                    names.indexOf("")));
        }
        Set<Integer> ignored = new TreeSet<>();
        for (String word : words(properties.getProperty("ignored", ""))) {
            double number = Boxes.number(word);
            if (!(number >= 0 && number <= MOST) || number != Math.rint(number)) {
                throw Failure.input("%s: ignored has '%s', which is no number of a mask; write numbers with commas."
                        .formatted(file, word));
            }
            ignored.add((int) number);
        }
        return new MaskSettings(format, names.isEmpty() ? names(folder) : names, ignored);
    }

    private static List<String> names(Path folder) {
        return ClassNames.in(folder).map(ClassNames::names).orElse(List.of());
    }

    private static List<String> words(String list) {
        return list.isBlank() ? List.of() : Stream.of(list.strip().split(",")).map(String::strip).toList();
    }
}
