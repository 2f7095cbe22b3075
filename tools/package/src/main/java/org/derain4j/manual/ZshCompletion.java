package org.derain4j.manual;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the shell zsh completes behind {@code derain}, by its function {@code _arguments}. */
final class ZshCompletion {

    private static final String SCRIPT = """
            #compdef derain
            # Completions of derain for zsh.

            _derain() {
                local word command=
                local -a commands options
                commands=(
            %s    )
                for word in "${(@)words[2,CURRENT-1]}"; do
                    case $word in
                        %s) command=$word; break ;;
                    esac
                done
                case $command in
            %s    esac
                [[ CURRENT -eq 2 && $words[CURRENT] != -* ]] && _describe -t commands command commands
                _arguments -s $options '*:file:_files'
            }

            _derain "$@"
            """;

    private ZshCompletion() {}

    static String of(CommandLine derain) {
        String commands = derain.getSubcommands().entrySet().stream().map(entry -> "        "
                + quoted(entry.getKey() + ":" + Said.sentence(Said.description(entry.getValue())).replace(":", "\\:"))
                + "\n")
                .collect(Collectors.joining());
        String cases = options("''", derain) + derain.getSubcommands().entrySet().stream()
                .map(entry -> options(entry.getKey(), entry.getValue())).collect(Collectors.joining());
        return SCRIPT.formatted(commands, String.join("|", derain.getSubcommands().keySet()), cases);
    }

    private static String options(String name, CommandLine command) {
        return "        " + name + ")\n            options=(\n"
                + Said.options(command).flatMap(ZshCompletion::specs)
                        .map(spec -> "                " + spec + "\n").collect(Collectors.joining())
                + "            ) ;;\n";
    }

    /** One for each of its names. */
    private static Stream<String> specs(OptionSpec option) {
        String others = "(" + String.join(" ", option.names()) + ")";
        String description = "[" + Said.sentence(Said.description(option)).replace("[", "\\[").replace("]", "\\]")
                + "]";
        return Stream.of(option.names()).map(name -> {
            boolean value = Said.takesValue(option);
            String equals = !value ? "" : name.startsWith("--") ? "=" : "+";
            return quoted(
                    others + name + equals + description + (value ? ":" + label(option) + ":" + action(option) : ""));
        });
    }

    private static String label(OptionSpec option) {
        return option.paramLabel().replace(":", "\\:");
    }

    private static String action(OptionSpec option) {
        return Said.choices(option).map(choices -> "(" + String.join(" ", choices) + ")")
                .orElse(Said.isNoFile(option) ? " " : "_files");
    }

    private static String quoted(String words) {
        return "'" + words.replace("'", "'\\''") + "'";
    }
}
