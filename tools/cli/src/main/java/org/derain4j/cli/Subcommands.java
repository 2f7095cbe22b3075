package org.derain4j.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.derain4j.cli.derain.SheetCommand;
import org.derain4j.cli.machine.DevicesCommand;
import org.derain4j.cli.machine.InfoCommand;
import org.derain4j.cli.measure.BenchCommand;
import org.derain4j.cli.measure.ConformanceCommand;
import org.derain4j.cli.measure.EvalCommand;
import org.derain4j.cli.models.ConvertCommand;
import org.derain4j.cli.models.ExportCommand;
import org.derain4j.cli.models.InspectCommand;
import org.derain4j.cli.models.ModelsCommand;
import org.derain4j.cli.rain.AddRainCommand;
import org.derain4j.cli.serve.ServeCommand;
import org.derain4j.cli.view.ViewCommand;
import picocli.CommandLine;

/**
 * The commands beside the one that derains pictures. Each is made only where it is named or listed: picocli takes a tenth of a
 * second to read what all of them say of themselves, which the first picture would wait for.
 */
final class Subcommands {

    /** By name, in the order of the help. */
    static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("sheet", SheetCommand::new);
        ALL.put("view", ViewCommand::new);
        ALL.put("add-rain", AddRainCommand::new);
        ALL.put("serve", ServeCommand::new);
        ALL.put("models", ModelsCommand::new);
        ALL.put("convert", ConvertCommand::new);
        ALL.put("export", ExportCommand::new);
        ALL.put("inspect", InspectCommand::new);
        ALL.put("eval", EvalCommand::new);
        ALL.put(VisionStandIn.NAME, VisionStandIn::new);
        ALL.put("conformance", ConformanceCommand::new);
        ALL.put("bench", BenchCommand::new);
        ALL.put("info", InfoCommand::new);
        ALL.put("devices", DevicesCommand::new);
    }

    private Subcommands() {}

    /** Adds those that a command line names, or all if it asks for help. */
    static void add(CommandLine line, String... args) {
        List<String> words = List.of(args);
        boolean help = words.stream().anyMatch(Subcommands::mayAskForHelp);
        ALL.forEach((name, command) -> {
            boolean named = words.contains(name);
            if (help || named) {
                Object made = command.get();
                line.addSubcommand(name, named && made instanceof VisionStandIn standIn ? standIn.orExtension() : made);
            }
        });
    }

    /** Whether a command line names one; a picture that is called so counts, too. */
    static boolean anyIn(String... args) {
        return Stream.of(args).anyMatch(ALL::containsKey);
    }

    /** Short options can be clustered: -Vh. */
    private static boolean mayAskForHelp(String arg) {
        return arg.equals("--help") || arg.startsWith("-") && !arg.startsWith("--") && arg.contains("h");
    }
}
