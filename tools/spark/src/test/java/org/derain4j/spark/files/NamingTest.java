package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.derain4j.pictures.PictureFormat;
import org.junit.jupiter.api.Test;

/** Where results go. */
class NamingTest {

    private final FileStore store = new FileStore(new Configuration(false));

    private static Picture picture(String place) {
        return new Picture(FileStore.below(new Path("hdfs://nn:8020/in"), place), place, 1000);
    }

    private List<String> places(Optional<PictureFormat> format, String... places) {
        return Naming.of(store, Stream.of(places).map(NamingTest::picture).toList(), format).stream()
                .map(Naming::place).toList();
    }

    @Test
    void resultsKeepNamesAndFolders() {
        assertEquals(List.of("a.png", "b/c.JPEG", "b/d e/12:30.tif"),
                places(Optional.empty(), "a.png", "b/c.JPEG", "b/d e/12:30.tif"));
        assertEquals(List.of("a.png", "b/c.png"), places(Optional.of(PictureFormat.PNG), "a.png", "b/c.JPEG"));
    }

    @Test
    void picturesThatWouldMeetAreNamedWholeInTheirFolderAlone() {
        assertEquals(List.of("a.jpg.png", "a.bmp.png", "b/a.png", "a.tiff.png"),
                places(Optional.of(PictureFormat.PNG), "a.jpg", "a.bmp", "b/a.jpg", "a.tiff"));
        // The whole name of one is the plain one of another, which then is named whole, too.
        assertEquals(List.of("a.jpg.png", "a.bmp.png", "a.jpg.png.png"),
                places(Optional.of(PictureFormat.PNG), "a.jpg", "a.bmp", "a.jpg.png"));
    }

    @Test
    void whatNotEvenWholeNamesTellApartHasRivals() {
        Picture one = new Picture(new Path("hdfs://nn:8020/one/a.png"), "a.png", 1);
        Picture two = new Picture(new Path("hdfs://nn:8020/two/a.png"), "a.png", 1);
        List<Naming> named = Naming.of(store, List.of(one, two, picture("b.png")), Optional.empty());
        assertEquals(List.of(Optional.of("hdfs://nn:8020/two/a.png"), Optional.of("hdfs://nn:8020/one/a.png"),
                Optional.empty()), named.stream().map(Naming::rival).toList());
    }

    @Test
    void manyTakeSeconds() {
        List<Picture> pictures = IntStream.range(0, 300_000)
                .mapToObj(i -> picture("day" + i % 365 + "/p" + i / 2 + (i % 2 == 0 ? ".jpg" : ".bmp"))).toList();
        List<Naming> named = assertTimeout(Duration.ofSeconds(60),
                () -> Naming.of(store, pictures, Optional.of(PictureFormat.PNG)));
        assertEquals(300_000, named.stream().map(Naming::place).distinct().count());
    }
}
