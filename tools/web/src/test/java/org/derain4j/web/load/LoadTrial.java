package org.derain4j.web.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The whole load on {@code derain serve}, started by the launcher: as many requests with pictures as are asked for, a quarter of them given up, and one of everything
 * that is hostile, from 16 clients at once; what was wrong, if anything, and a table of the times, as Markdown. After a build, from the project's folder:
 * <pre>tools/web/load.sh [--requests 200] [--clients 16] [--memory 1G] [--queue 12] [--seed N] [-o FILE.md]</pre>
 */
final class LoadTrial {

    private static final int[][] SIZES = {{16, 16}, {33, 17}, {64, 64}, {160, 120}, {240, 180}, {320, 240},
        {1024, 768}};
    private static final long MEGA = 1 << 20;
    /** That Java itself takes beside the budget, as docs/memory.md says, with the threads and sockets of a server. */
    private static final long JAVA_MEGABYTES = 256;
    /** What has come out of use and is not collected yet: the launcher's heap ends that much above the budget. */
    private static final long GARBAGE_MEGABYTES = 48;
    private static final long MOST_MEGABYTES = 8;

    private LoadTrial() {}

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int requests = Integer.parseInt(option(arguments, "--requests", "200"));
        int clients = Integer.parseInt(option(arguments, "--clients", "16"));
        String memory = option(arguments, "--memory", "1G");
        String queue = option(arguments, "--queue", "12");
        long seed = Long.parseLong(option(arguments, "--seed", Long.toString(System.nanoTime() % 1_000_000)));
        Path launcher = Path.of(System.getProperty("derain4j.root", "."), "tools", "bin", "derain").toRealPath();
        Path folder = Files.createTempDirectory("derain-load");
        boolean wrong;
        try {
            String report = "Seed " + seed + ", " + LocalDate.now() + ": `derain serve --memory " + memory + " --queue "
                    + queue + "`, " + clients + " clients.\n\n"
                    + run(launcher, folder, new Setting(requests, clients, memory, queue, seed));
            System.out.println(report);
            String file = option(arguments, "-o", "");
            if (!file.isEmpty()) {
                Files.writeString(Path.of(file), report);
            }
            wrong = report.contains("WRONG");
        } finally {
            delete(folder);
        }
        System.exit(wrong ? 1 : 0);
    }

    private record Setting(int requests, int clients, String memory, String queue, long seed) {}

    private static String run(Path launcher, Path folder, Setting setting) throws Exception {
        Random random = new Random(setting.seed());
        List<Sample> samples = Corpus.of(Files.createDirectory(folder.resolve("corpus")), random, SIZES, 40, 40);
        System.err.println(samples.size() + " pictures are made, with what must come of them");
        List<Request> plan = Plan.of(samples, setting.requests(), random);
        List<String> options = List.of("--memory", setting.memory(), "--queue", setting.queue(), "--max-bytes",
                MOST_MEGABYTES + "M");
        List<String> faults = new ArrayList<>();
        try (LaunchedServer server = new LaunchedServer(launcher, folder, options)) {
            StringBuilder report = new StringBuilder(loaded(server, plan, Plan.first(samples), setting, faults));
            faults.addAll(server.end());
            faults.forEach(fault -> report.append("WRONG: ").append(fault).append('\n'));
            return report.toString();
        }
    }

    private static String loaded(LaunchedServer server, List<Request> plan, Request picture, Setting setting,
            List<String> faults) throws Exception {
        try (Probe probe = Probe.of(server.id())) {
            long start = System.nanoTime();
            try (Target target = target(server)) {
                picture.call().send(target, new Random(setting.seed()));
            }
            String first = "The first picture after the start took %.1f s.%n"
                    .formatted((System.nanoTime() - start) / 1e9);
            Books before;
            try (Target target = target(server)) {
                before = Books.atRest(target);
            }
            List<String> threads = probe.threads();
            probe.restart();
            Target clients = target(server);
            Load load;
            String rest;
            try (clients) {
                load = Load.run(clients, plan, setting.clients(), setting.seed());
            }
            faults.addAll(load.faults());
            try (Target target = target(server)) { // the clients' connections must be gone
                Books books = Books.atRest(target);
                faults.addAll(books.faults(before, clients));
                rest = books.stages(before)
                        + "Clients were told %d times to come again.%n".formatted(clients.busy.sum());
            }
            probe.newThreads(threads).forEach(name -> faults.add("a thread is left: " + name));
            return LatencyTable.of(load) + "\n" + rest + first
                    + memory(server, probe, setting.memory(), faults);
        }
    }

    private static Target target(LaunchedServer server) {
        return new Target(server.uri, MOST_MEGABYTES * MEGA);
    }

    private static String memory(LaunchedServer server, Probe probe, String asked, List<String> faults)
            throws IOException {
        long budget = (long) (Double.parseDouble(asked.substring(0, asked.length() - 1))
                * (asked.endsWith("G") ? 1 << 30 : MEGA));
        long old = probe.mostOld();
        long heap = probe.heapAfterCollection();
        long resident = Probe.mostResident(server.id());
        if (heap > budget) {
            faults.add("%d MB of the heap are in use, the budget is %d MB".formatted(heap / MEGA, budget / MEGA));
        }
        if (old > budget + GARBAGE_MEGABYTES * MEGA) {
            faults.add("the old generation had %d MB, the budget is %d MB".formatted(old / MEGA, budget / MEGA));
        }
        if (resident > budget + JAVA_MEGABYTES * MEGA) {
            faults.add("%d MB were resident, the budget is %d MB".formatted(resident / MEGA, budget / MEGA));
        }
        return "Memory: the old generation had %d MB at most, %d MB are in use after a collection, %d MB were resident at most.%n"
                .formatted(old / MEGA, heap / MEGA, resident / MEGA);
    }

    private static String option(String[] arguments, String name, String usual) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at < 0 ? usual : arguments[at + 1];
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
