package org.derain4j.artefacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which jars of others users get, in what: not by way of Maven, but in files of ours. */
class Distributions {

    /** Of each thing its jars of others. Of what is not built, what THIRD-PARTY.txt says. */
    static Map<String, List<Dependency>> all() throws IOException {
        List<Dependency> command = others(Build.module(Build.COMMAND), "command");
        Map<String, List<Dependency>> all = new LinkedHashMap<>();
        all.put("command", command);
        all.put("imagej", others(Build.module(Build.IMAGEJ), "imagej"));
        all.put("spark", others(Build.module(Build.SPARK), "spark"));
        all.put("vision",
                others(Build.module(Build.VISION), "vision").stream().filter(d -> !has(command, d)).toList());
        return all;
    }

    /** Whether one is among them, of any version: what is added to a class path does not replace what is there. */
    static boolean has(List<Dependency> dependencies, Dependency one) {
        return dependencies.stream().anyMatch(d -> d.name().equals(one.name()));
    }

    private static List<Dependency> others(BuiltModule module, String name) throws IOException {
        return module.isBuilt() ? module.dependencies().stream().filter(d -> !d.ours()).toList() : committed(name);
    }

    private static List<Dependency> committed(String name) throws IOException {
        return Files.readAllLines(Build.ROOT.resolve(ThirdParty.FILE)).stream().map(line -> line.split(" +", 3))
                .filter(words -> words.length == 3 && words[0].split(":").length == 3
                        && Arrays.asList(words[2].split(", ")).contains(name))
                .map(words -> words[0].split(":"))
                .map(parts -> new Dependency(parts[0], parts[1], parts[2], Path.of(""))).toList();
    }
}
