package org.derain4j.cli.serve;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.Failure;
import org.derain4j.cli.common.MemorySize;
import org.derain4j.cli.common.Version;
import org.derain4j.web.jobs.Limits;
import org.derain4j.web.server.DerainServer;
import org.derain4j.web.server.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code derain serve}: a page for the browser, and an HTTP API, until it is ended. */
@Command(name = "serve", mixinStandardHelpOptions = true, usageHelpWidth = 100, sortOptions = false,
        description = {
            "Opens a page on this machine to drop photos on, with their progress, before and after, and the results to save; "
                    + "and an HTTP API (docs/serve.md):",
            "  curl --data-binary @street.jpg -o dry.jpg http://127.0.0.1:8080/derain",
            "Ctrl-C ends it."})
public final class ServeCommand implements Callable<Integer> {

    /** For the picture in work when the command is asked to end. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final String MADE = "auto";
    private static final int TOKEN_BYTES = 18;
    private static final int MOST_PORT = 65_535;
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_SECONDS = 86_400;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?");

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "127.0.0.1",
            description = "The address or name of this machine to listen on; 0.0.0.0 is all that it has. Default: 127.0.0.1, "
                    + "which only this machine reaches.")
    private String host;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080",
            description = "Default: 8080. 0 is any that is free.")
    private int port;

    @Option(names = "--name", paramLabel = "NAME",
            description = "A name that browsers call the server by, as behind a proxy, if need be with its port; may be given "
                    + "several times. Others than addresses and localhost are refused: a page of another site may have "
                    + "bent its name to this machine.")
    private List<String> names = List.of();

    @Option(names = "--token", paramLabel = "TOKEN",
            description = "What all must know who use the server; auto makes one and prints the address with it.")
    private String token;

    @Option(names = "--offer", paramLabel = "MODEL",
            description = "Other weights to choose from, as for -m; may be given several times. The embedded models always are.")
    private List<String> offered = List.of();

    @Option(names = "--max-bytes", paramLabel = "SIZE", converter = MemorySize.class, defaultValue = "64M",
            description = "The largest file that is taken. Default: 64M.")
    private long bytes;

    @Option(names = "--max-pixels", paramLabel = "N",
            description = "The most pixels of a picture. Whatever is given, a picture must fit --memory: the server makes no scratch "
                    + "files.")
    private Long pixels;

    @Option(names = "--queue", paramLabel = "N", defaultValue = "32",
            description = "The most pictures that wait; others are asked to come again. Default: 32.")
    private int waiting;

    @Option(names = "--time", paramLabel = "SECONDS", defaultValue = "600",
            description = "The longest that one picture is worked on. Default: 600.")
    private int seconds;

    @Mixin
    private EngineOptions engine;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Failure.requireWithin("--port", port, 0, MOST_PORT);
        Failure.requireWithin("--queue", waiting, 1, MOST_WAITING);
        Failure.requireWithin("--time", seconds, 1, MOST_SECONDS);
        Failure.requireWithin("--max-pixels", pixels == null ? 1 : pixels, 1, Limits.USUAL.pixels());
        requireBareNames();
        Limits limits = new Limits(bytes, pixels == null ? Limits.USUAL.pixels() : pixels, waiting,
                Duration.ofSeconds(seconds), Limits.USUAL.kept(), Limits.USUAL.keeping());
        ServerOptions options = new ServerOptions(host, port, names, token(), Version.text());
        try (OfferedModels models = new OfferedModels(engine, offered);
                DerainServer server = start(options, models, limits)) {
            print(server);
            waitForTheEnd(server);
        }
        return ExitCode.DONE;
    }

    /** An address would never be what a browser calls the server by, and nobody would learn why it is refused. */
    private void requireBareNames() {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw Failure.usage("--name is %s; give a bare name, as photos.example or photos.example:8443."
                        .formatted(name));
            }
        }
    }

    private Optional<String> token() {
        if (MADE.equals(token)) {
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        if (token != null && !token.matches("[!-~]{8,200}")) {
            throw Failure.usage(
                    "--token must be 8 to 200 letters, digits or signs without a space; --token auto makes one.");
        }
        return Optional.ofNullable(token);
    }

    private DerainServer start(ServerOptions options, OfferedModels models, Limits limits) throws IOException {
        try {
            return DerainServer.start(options, models, limits);
        } catch (UnknownHostException e) {
            throw Failure.usage("--host " + host + ": there is no such host; give an address of this machine.");
        } catch (BindException e) {
            throw Failure.usage(e.getMessage().contains("in use")
                    ? "port %d of %s is taken by another program; give another one by --port, or --port 0 for any that is free."
                            .formatted(port, host)
                    : "--host %s --port %d: %s; give an address of this machine, and a port above 1023.".formatted(host,
                            port, e.getMessage()));
        }
    }

    private void print(DerainServer server) throws UnknownHostException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(server.uri());
        out.println("Ctrl-C ends it.");
        out.flush();
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            errors().print(token == null
                    ? "warning: whoever reaches port " + server.uri().getPort()
                            + " of this machine can use the server; give --token auto for a token that they must know."
                    : "warning: what is sent to port " + server.uri().getPort()
                            + " of this machine, the token too, can be "
                            + "read on its way; put a proxy with TLS before it where that matters.");
        }
    }

    private ErrorLines errors() {
        return new ErrorLines(spec.commandLine().getErr(), false);
    }

    /** Returns if the thread is interrupted; else a signal ends the process, whose exit code says which. */
    private void waitForTheEnd(DerainServer server) {
        Thread hook = new Thread(() -> end(server), "derain-serve-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(hook);
            end(server);
        }
    }

    private void end(DerainServer server) {
        if (server.isAtWork()) {
            errors().print("the picture in work has " + GRACE.toSeconds() + " seconds to end");
        }
        server.close(GRACE);
    }
}
