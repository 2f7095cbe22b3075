package org.derain4j.manual;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the shell fish completes behind {@code derain}. */
final class FishCompletion {

    private final StringBuilder script = new StringBuilder("# Completions of derain for fish.\n");

    private FishCompletion() {}

    static String of(CommandLine derain) {
        FishCompletion completion = new FishCompletion();
        String names = String.join(" ", derain.getSubcommands().keySet());
        String none = "not __fish_seen_subcommand_from " + names;
        derain.getSubcommands().forEach((name, command) -> completion.add(
                "-n __fish_use_subcommand -a " + name, Said.sentence(Said.description(command))));
        Said.options(derain).forEach(option -> completion.add(none, option));
        derain.getSubcommands().forEach((name, command) -> Said.options(command)
                .forEach(option -> completion.add("__fish_seen_subcommand_from " + name, option)));
        return completion.script.toString();
    }

    private void add(String condition, OptionSpec option) {
        StringBuilder words = new StringBuilder("-n ").append(quoted(condition));
        for (String name : option.names()) {
            words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (Said.takesValue(option)) {
            List<String> choices = Said.choices(option).orElse(List.of());
            words.append(choices.isEmpty() && !Said.isNoFile(option) ? " -r" : " -x");
            words.append(choices.isEmpty() ? "" : " -a " + quoted(String.join(" ", choices)));
        }
        add(words.toString(), Said.sentence(Said.description(option)));
    }

    private void add(String words, String description) {
        script.append("complete -c derain ").append(words).append(" -d ").append(quoted(description)).append('\n');
    }

    private static String quoted(String words) {
        return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
