package org.derain4j.web.server;

/** Names of files in headers, as RFC 6266 and RFC 8187 have them: once for everybody, once whole. */
final class Disposition {

    private Disposition() {}

    /**
     * The header's value.
     *
     * @param kind inline or attachment
     * @param name any text
     */
    static String of(String kind, String name) {
        String plain = name.replaceAll("[^ A-Za-z0-9._()\\[\\]+,=@!-]", "_");
        return kind + "; filename=\"" + plain + "\"; filename*=UTF-8''" + Percent.encoded(name);
    }
}
