/** Picture files in and out: PNG, JPEG, BMP, TIFF, WebP. */
module org.derain4j.pictures {
    requires transitive java.desktop;
    requires org.derain4j.engine;

    exports org.derain4j.pictures;
}
