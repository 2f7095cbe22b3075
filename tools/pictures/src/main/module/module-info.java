/** Picture files in and out: PNG, JPEG, BMP, TIFF, WebP. */
@SuppressWarnings("requires-automatic") // webp-imageio has no descriptor
module org.derain4j.pictures {
    requires transitive java.desktop;
    requires org.derain4j.engine;
    requires webp.imageio;

    exports org.derain4j.pictures;
}
