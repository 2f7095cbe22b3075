package org.derain4j.engine.soak;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Faults that are there to be found: what a server would lose, a little with every picture. */
enum Plant {

    /** Objects that stay. */
    HEAP,
    /** Memory outside the heap that stays. */
    NATIVE,
    /** Threads that stay. */
    THREADS,
    /** Files that stay open. */
    FILES,
    /** Files that stay on the disk. */
    LITTER,
    /** Classes that stay. */
    CLASSES,
    /** One sample of some results is another. */
    RESULT,
    /** A call that does not return. */
    HANG,
    /** A call that is given up and nobody is told. */
    SILENCE;

    private static final int KILO = 1 << 10;
    private static final int SELDOM = 10;
    private static final List<Object> KEPT = new ArrayList<>();

    /** Loses what is to be lost with a call. */
    void lose(int call, Path folder) {
        switch (this) {
            case HEAP -> keep(new byte[20 * KILO]);
            case NATIVE -> keep(Arena.global().allocate(100 * KILO).fill((byte) call));
            case THREADS -> {
                if (call % SELDOM == 0) {
                    Thread.ofPlatform().daemon().name("lost-", call).start(Plant::waitForEver);
                }
            }
            case FILES -> file(call, folder, StandardOpenOption.DELETE_ON_CLOSE);
            case LITTER -> file(call, folder, StandardOpenOption.WRITE);
            case CLASSES -> keep(Proxy.newProxyInstance(new URLClassLoader(new URL[0]),
                    new Class<?>[]{Runnable.class}, (_, _, _) -> null));
            case HANG -> {
                if (call == 2 * SELDOM) {
                    waitForEver();
                }
            }
            default -> {
                // nothing is lost
            }
        }
    }

    private static synchronized void keep(Object object) {
        KEPT.add(object);
    }

    private static void file(int call, Path folder, StandardOpenOption option) {
        if (call % SELDOM == 0) {
            try {
                Path file = Files.createTempFile(folder, "derain4j-lost-", ".tmp");
                if (option == StandardOpenOption.DELETE_ON_CLOSE) {
                    keep(FileChannel.open(file, option, StandardOpenOption.WRITE)); // which takes its name away
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A result, now and then not quite as it is. */
    static BufferedImage spoilt(BufferedImage result, int call) {
        if (call % (3 * SELDOM) == 1) {
            result.getRaster().setSample(0, 0, 0, result.getRaster().getSample(0, 0, 0) ^ 1);
        }
        return result;
    }
}
