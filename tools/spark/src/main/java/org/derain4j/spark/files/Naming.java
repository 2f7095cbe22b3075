package org.derain4j.spark.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.derain4j.cli.derain.ResultNames;
import org.derain4j.cli.inputs.Rivals;
import org.derain4j.pictures.PictureFormat;

/**
 * A picture, and where its result goes, by the names that {@code derain -o FOLDER} gives.
 *
 * @param picture the picture
 * @param place   of its result below the folder of results, names with slashes between them
 * @param rival   another picture whose result would be the same file, whatever is done about names; then neither may run
 */
public record Naming(Picture picture, String place, Optional<String> rival) {

    /**
     * Names all results: pictures whose results would be one file, as {@code a.jpg} and {@code a.bmp} in PNG, are named whole.
     *
     * @param store    has the pictures: what has no extension is told by its content
     * @param pictures each another one
     * @param format   of all results; empty for that of each picture, or PNG where it cannot be written
     * @return in the order of the pictures
     */
    public static List<Naming> of(FileStore store, List<Picture> pictures, Optional<PictureFormat> format) {
        return Rivals.apart(pictures, picture -> picture.path().toString(),
                (picture, whole) -> of(store, picture, format, whole), naming -> List.of(naming.place),
                (naming, rival) -> new Naming(naming.picture, naming.place, Optional.of(rival)));
    }

    private static Naming of(FileStore store, Picture picture, Optional<PictureFormat> format, boolean whole) {
        Optional<PictureFormat> own = PictureFormat.named(picture.name()).or(() -> found(store, picture));
        String name = ResultNames.name(picture.name(), own, format, whole, "");
        return new Naming(picture, picture.beside(name), Optional.empty());
    }

    private static Optional<PictureFormat> found(FileStore store, Picture picture) {
        try (InputStream in = store.of(picture.path()).open(picture.path())) {
            return PictureFormat.found(in);
        } catch (IOException e) {
            return Optional.empty(); // whoever reads it will say so
        }
    }
}
