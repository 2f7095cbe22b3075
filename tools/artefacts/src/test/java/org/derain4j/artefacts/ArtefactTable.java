package org.derain4j.artefacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** docs/artefacts.md: what the build makes, how large it is, what it needs, under what licence it is. */
class ArtefactTable {

    static final String FILE = "docs/artefacts.md";

    private static final String ENGINE = "derain4j-engine";
    private static final Set<String> OF_THE_ENGINE = Set.of("derain4j-kernels", "derain4j-weights",
            "derain4j-weights-lite");

    /** Of a line of a table: its cells, of which one is a size in bytes, or -1 where the build has not made the thing. */
    record Row(String name, String what, long bytes, String needs, String licence) {

        /** With a size that ends in `kB` or `MB`, or as the committed table has it. */
        String text(String size) {
            return "| " + String.join(" | ", name, what, size, needs, licence) + " |";
        }
    }

    static List<Row> libraries() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (BuiltModule module : Build.modules()) {
            if (module.published()) {
                rows.add(new Row("`" + module.artefact() + "`", module.description().replaceFirst("\\.$", ""),
                        size(module, module.jar()),
                        module.isBuilt() ? needs(module) : null, module.licence()));
            }
        }
        return rows;
    }

    /** What users get as files, not by way of Maven. */
    static List<Row> programs() throws IOException {
        BuiltModule command = Build.module(Build.COMMAND);
        BuiltModule vision = Build.module(Build.VISION);
        BuiltModule spark = Build.module(Build.SPARK);
        BuiltModule imagej = Build.module(Build.IMAGEJ);
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("`derain`", "the command with its libraries, `tools/cli/target`",
                withLibraries(command, List.of()), "Java 25",
                command.licence() + ", and " + ThirdParty.FILE));
        rows.add(new Row("`derain vision`", "what is added to the command, `tools/vision/target`",
                withLibraries(vision, command.isBuilt() ? command.dependencies() : List.of()), "`derain`",
                vision.licence() + ", and " + ThirdParty.FILE));
        Path all = spark.file("derain4j", "-all.jar");
        rows.add(new Row("`" + shown(spark, all) + "`", "the jar for `spark-submit`", size(spark, all),
                "Spark 4, Java 25",
                spark.licence() + ", and " + ThirdParty.FILE));
        Path plugin = imagej.file("Derain4J_", ".jar");
        rows.add(new Row("`" + shown(imagej, plugin) + "`", "the plugin for ImageJ and Fiji", size(imagej, plugin),
                "ImageJ, Java 25",
                imagej.licence()));
        return rows;
    }

    /** The works of others. */
    static List<Row> others() throws IOException {
        List<Row> rows = new ArrayList<>();
        ThirdParty thirdParty = new ThirdParty(Component.all(), Distributions.all());
        for (Map.Entry<Dependency, List<String>> entry : thirdParty.where().entrySet()) {
            Dependency dependency = entry.getKey();
            rows.add(new Row("`" + dependency.name() + "`", dependency.version(),
                    Files.isRegularFile(dependency.jar()) ? Files.size(dependency.jar()) : -1,
                    String.join(", ", entry.getValue()),
                    thirdParty.licence(dependency)));
        }
        return rows;
    }

    private static String shown(BuiltModule module, Path file) {
        return file.getFileName().toString().replace(module.version(), "VERSION");
    }

    private static long withLibraries(BuiltModule module, List<Dependency> without) throws IOException {
        if (!module.isBuilt()) {
            return -1;
        }
        long bytes = Files.size(module.jar());
        for (Dependency dependency : module.dependencies()) {
            bytes += Distributions.has(without, dependency) || dependency.name().endsWith("-cli")
                    ? 0
                    : Files.size(dependency.jar());
        }
        return bytes;
    }

    private static long size(BuiltModule module, Path file) throws IOException {
        return module.isBuilt() ? Files.size(file) : -1;
    }

    /** The project's own by their artefacts, but for what the engine brings along; others by their names. */
    private static String needs(BuiltModule module) throws IOException {
        ThirdParty thirdParty = new ThirdParty(Component.all(), Map.of());
        List<Dependency> dependencies = module.dependencies();
        boolean engine = dependencies.stream().anyMatch(d -> d.artefact().equals(ENGINE));
        Set<String> needs = new LinkedHashSet<>();
        for (Dependency dependency : dependencies) {
            if (dependency.ours() && !(engine && OF_THE_ENGINE.contains(dependency.artefact()))) {
                needs.add("`" + dependency.artefact().replace("derain4j-", "") + "`");
            }
        }
        for (Dependency dependency : dependencies) {
            Component component = thirdParty.component(dependency);
            if (!dependency.ours()) {
                needs.add(component == null ? dependency.artefact() : component.name());
            }
        }
        return needs.isEmpty() ? "nothing" : String.join(", ", needs);
    }

    /** Two digits of a size, in kB or MB of thousands. */
    static String rounded(long bytes) {
        double value = bytes / 1e3;
        String unit = " kB";
        if (value >= 995) {
            value /= 1e3;
            unit = " MB";
        }
        double step = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        double digits = Math.round(value / step) * step;
        return (digits < 9.95
                ? String.format(Locale.ROOT, "%.1f", digits)
                : Long.toString(Math.round(digits))) + unit;
    }

    /** Of a size as it is written the bytes. */
    static double bytes(String size) {
        String[] parts = size.split(" ");
        return Double.parseDouble(parts[0]) * switch (parts[1]) {
            case "kB" -> 1e3;
            case "MB" -> 1e6;
            default -> throw new IllegalArgumentException(size);
        };
    }
}
