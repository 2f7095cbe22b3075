package org.derain4j.manual;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a command says of itself in its help, as plain paragraphs. */
final class Said {

    private static final int SHORT = 90;
    private static final String ELLIPSIS = " ...";

    private Said() {}

    static CommandSpec spec(CommandLine command) {
        return command.getCommandSpec();
    }

    /** Of a command. */
    static List<String> description(CommandLine command) {
        return paragraphs(spec(command).usageMessage().description());
    }

    /** Of an option or argument. */
    static List<String> description(ArgSpec arg) {
        return paragraphs(arg.description());
    }

    /** Each text as picocli's help formats it; what is blank is left out. */
    static List<String> paragraphs(String... texts) {
        return Arrays.stream(texts).map(Said::formatted).map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    /** Line by line, blanks at the beginning kept. */
    static List<String> lines(String... texts) {
        return Arrays.stream(texts).map(Said::formatted).flatMap(String::lines).toList();
    }

    /** picocli's help, too, leaves a per cent sign as it is where it is no format. */
    private static String formatted(String text) {
        return text.replace("%n", "\n").replace("%%", "%");
    }

    /** The first sentence, cut short where it is long. */
    static String sentence(List<String> paragraphs) {
        String first = paragraphs.isEmpty() ? "" : paragraphs.getFirst();
        String sentence = first.split("(?<=\\w)[.:;](\\s|$)", 2)[0];
        return sentence.length() <= SHORT
                ? sentence.strip()
                : sentence.substring(0, sentence.lastIndexOf(' ', SHORT - ELLIPSIS.length())).strip() + ELLIPSIS;
    }

    static Stream<OptionSpec> options(CommandLine command) {
        return spec(command).options().stream().filter(option -> !option.hidden());
    }

    /** Whether a value follows the option. */
    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** What the value may be, in small letters, if it is one of a few. */
    static Optional<List<String>> choices(ArgSpec arg) {
        return Optional.ofNullable(arg.completionCandidates())
                .map(all -> StreamSupport.stream(all.spliterator(), false).map(String::toLowerCase).toList())
                .filter(all -> !all.isEmpty());
    }

    /** Whether the value is a number, a size or another word that no file is called by. */
    static boolean isNoFile(ArgSpec arg) {
        return Stream.of("FILE", "FOLDER", "DIR", "OUT", "IN", "MODEL", "PREFIX", "PATH", "BEFORE", "AFTER", "PICTURE")
                .noneMatch(arg.paramLabel()::contains);
    }
}
