package org.derain4j.manual;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of one command, for man(1): macros of man(7). */
final class ManPage {

    private static final String[][] ENVIRONMENT = {
        {"DERAIN_JAVA_HOME",
            "The Java that runs derain, 25 or later. Default: the package's own, else one that is found."},
        {"DERAIN_OPTS", "More options for the Java virtual machine, for example -Xmx4g."},
        {"DERAIN_CLASSPATH", "Jars of further models and commands, such as derain4j-weights-m17n1 or derain4j-vision."},
        {"XDG_CACHE_HOME",
            "Below it, in the folder derain4j, an archive of classes is kept where the package has none for the "
                    + "Java in use, and what drivers have compiled. Default: ~/.cache."}};

    private final CommandLine command;
    private final CommandSpec spec;
    private final Roff page = new Roff();

    ManPage(CommandLine command, String version, LocalDate date) {
        this.command = command;
        spec = command.getCommandSpec();
        page.title(name().toUpperCase(Locale.ROOT), date.toString(), "Derain4J " + version, "Derain4J manual");
    }

    /** With a hyphen, as pages of commands of commands are called. */
    private String name() {
        return spec.qualifiedName("-");
    }

    String text() {
        List<String> description = Said.description(command);
        page.section("NAME").text(name() + " - " + summary(Said.sentence(description)));
        synopsis();
        page.section("DESCRIPTION");
        description.forEach(page::paragraph);
        arguments();
        options();
        commands();
        exitCodes();
        if (spec.parent() == null) {
            page.section("ENVIRONMENT");
            for (String[] variable : ENVIRONMENT) {
                page.item(Roff.bold(variable[0]), List.of(variable[1]));
            }
        }
        examples();
        seeAlso();
        return page.toString();
    }

    private static String summary(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private void synopsis() {
        page.section("SYNOPSIS");
        List<String> own = Said.lines(spec.usageMessage().customSynopsis());
        if (own.isEmpty()) {
            String required = spec.options().stream().filter(option -> option.required() && option.group() == null)
                    .map(option -> option.shortestName() + " " + option.paramLabel()).collect(Collectors.joining(" "));
            String positional = spec.positionalParameters().stream().filter(param -> !param.hidden())
                    .map(ManPage::label).collect(Collectors.joining(" "));
            own = List.of(Stream.of(spec.qualifiedName(), "[OPTION...]", required, positional).filter(s -> !s.isEmpty())
                    .collect(Collectors.joining(" ")));
        }
        page.verbatim(own.stream().map(String::strip).toList());
    }

    private static String label(PositionalParamSpec param) {
        boolean many = param.arity().max() > 1 && !param.paramLabel().endsWith("...");
        String label = param.paramLabel() + (many ? "..." : "");
        return param.arity().min() == 0 ? "[" + label + "]" : label;
    }

    private void arguments() {
        List<PositionalParamSpec> shown = spec.positionalParameters().stream()
                .filter(param -> !param.hidden() && !Said.description(param).isEmpty()).toList();
        if (!shown.isEmpty()) {
            page.section("ARGUMENTS");
            shown.forEach(param -> page.item(Roff.italic(param.paramLabel()), Said.description(param)));
        }
    }

    private void options() {
        page.section("OPTIONS");
        Said.options(command).forEach(option -> {
            String value = Said.takesValue(option) ? " " + Roff.italic(option.paramLabel()) : "";
            String names = Stream.of(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
            page.item(names + value, Said.description(option));
        });
    }

    private void commands() {
        if (!command.getSubcommands().isEmpty()) {
            page.section("COMMANDS").paragraph("Each has a page of its own, such as derain-view(1).");
            command.getSubcommands().forEach((name, sub) -> page.item(Roff.bold(name), Said.description(sub)));
        }
    }

    private void exitCodes() {
        UsageMessageSpec usage = spec.usageMessage();
        if (!usage.exitCodeList().isEmpty()) {
            page.section("EXIT STATUS");
            usage.exitCodeList().forEach((code, meaning) -> page.item(Roff.bold(code.strip()), List.of(meaning)));
        }
    }

    private void examples() {
        List<String> lines = Said.lines(spec.usageMessage().footer());
        if (!lines.isEmpty()) {
            List<String> heading = Said.paragraphs(spec.usageMessage().footerHeading());
            page.section(heading.isEmpty()
                    ? "EXAMPLES"
                    : heading.getFirst().replaceFirst(":$", "").toUpperCase(Locale.ROOT)).verbatim(lines);
        }
    }

    private void seeAlso() {
        String pages = spec.parent() == null
                ? command.getSubcommands().keySet().stream().map(name -> "derain-" + name + "(1)")
                        .collect(Collectors.joining(", "))
                : "derain(1)";
        page.section("SEE ALSO").paragraph(pages);
    }
}
