package org.derain4j.engine.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.derain4j.engine.Model;
import org.derain4j.engine.soak.Setting.Mode;

/**
 * The soak as a program; {@code engine/soak.sh} starts it with the options that make its figures mean something.
 * <pre>engine/soak.sh [--mode auto,portable,spilled,tiles,reduced,opencl] [--calls 2000] [--callers 4] [--rounds 20] [--longest 320]
 *         [--model lite] [--seed N] [--patience SECONDS] [--plant heap,native,threads,...] [-o FILE.md]</pre>
 */
final class SoakTrial {

    private SoakTrial() {}

    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(option(arguments, "--seed", Long.toString(System.nanoTime() % 1_000_000)));
        Set<Plant> plants = EnumSet.noneOf(Plant.class);
        words(option(arguments, "--plant", "")).forEach(plant -> plants.add(Plant.valueOf(plant)));
        StringBuilder reports = new StringBuilder();
        for (String mode : words(option(arguments, "--mode", "auto"))) {
            Setting setting = new Setting(Mode.valueOf(mode), Model.open(option(arguments, "--model", Model.DEFAULT)),
                    number(arguments, "--calls", 2000), number(arguments, "--callers", 4),
                    number(arguments, "--rounds", 20), number(arguments, "--longest", 320), seed, plants);
            String report = run(setting, Path.of(option(arguments, "--folder", "/var/tmp")),
                    number(arguments, "--patience", 600));
            System.out.println(report);
            reports.append(report).append('\n');
        }
        String file = option(arguments, "-o", "");
        if (!file.isEmpty()) {
            Files.writeString(Path.of(file), reports);
        }
        System.exit(reports.indexOf("WRONG") >= 0 ? 1 : 0);
    }

    private static String run(Setting setting, Path parent, int patience) throws Exception {
        Path folder = Files.createTempDirectory(parent, "derain-soak-");
        try (Soak soak = new Soak(setting, folder, patience)) {
            return soak.run();
        } finally {
            delete(folder);
        }
    }

    private static List<String> words(String list) {
        return Stream.of(list.toUpperCase(Locale.ROOT).split(",")).filter(word -> !word.isEmpty()).toList();
    }

    private static int number(String[] arguments, String name, int usual) {
        return Integer.parseInt(option(arguments, name, Integer.toString(usual)));
    }

    private static String option(String[] arguments, String name, String usual) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at < 0 ? usual : arguments[at + 1];
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
