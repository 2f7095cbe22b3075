package org.derain4j.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * Where an executor has room for large files of its own: YARN, standalone clusters and Kubernetes say it by variables, else the settings
 * do. In a container all else may be small, or memory.
 */
final class LocalFolders {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private LocalFolders() {}

    /** The one on a disk with the most room; empty to leave it to the engine. */
    static Optional<Path> roomiest(Map<String, String> environment, SparkConf conf) {
        return Stream.of(listed(environment.get("LOCAL_DIRS"), ","),
                listed(environment.get("SPARK_EXECUTOR_DIRS"), File.pathSeparator),
                listed(environment.get("SPARK_LOCAL_DIRS"), ","), listed(conf.get("spark.local.dir", null), ","))
                .flatMap(folders -> folders.filter(LocalFolders::isOnDisk)
                        .max(Comparator.comparingLong(folder -> folder.toFile().getUsableSpace())).stream())
                .findFirst();
    }

    private static Stream<Path> listed(String list, String separator) {
        return list == null
                ? Stream.empty()
                : Pattern.compile(separator, Pattern.LITERAL).splitAsStream(list)
                        .map(String::strip).filter(name -> !name.isEmpty()).map(Path::of);
    }

    private static boolean isOnDisk(Path folder) {
        try {
            return Files.isDirectory(folder) && Files.isWritable(folder)
                    && !IN_MEMORY.contains(Files.getFileStore(folder).type());
        } catch (IOException e) {
            return false;
        }
    }
}
