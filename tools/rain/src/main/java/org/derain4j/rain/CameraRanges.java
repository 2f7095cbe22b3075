package org.derain4j.rain;

/** What cameras do, part by part: how often, and how much. */
record CameraRanges(Part exposure, Part contrast, Part sharpening, Part noise, Entry colour, Part jpeg, double halved) {

    /** One part of a camera: whether it is there, and how much it does. */
    record Part(double chance, Entry amount) {}

    static CameraRanges read(Section s) {
        Section noise = s.section("noise"), jpeg = s.section("jpeg");
        CameraRanges camera = new CameraRanges(part(s.section("exposure"), "stops"),
                part(s.section("contrast"), "amount"),
                part(s.section("sharpening"), "amount"), new Part(noise.number("chance"), noise.entry("levels")),
                noise.entry("colour"), new Part(jpeg.number("chance"), jpeg.entry("quality")), jpeg.number("halved"));
        noise.end();
        jpeg.end();
        s.skip("enlarged");
        s.end();
        return camera;
    }

    private static Part part(Section s, String amount) {
        Part part = new Part(s.number("chance"), s.entry(amount));
        s.end();
        return part;
    }
}
