package org.derain4j.cli.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.http.ClientConfig;

/**
 * Chromium without a window, which can reach this machine alone. It and its driver are those on the PATH, or those that the properties
 * {@code derain4j.chromium} and {@code derain4j.chromedriver} name; where there is none, tests are left out, counted and printed.
 */
final class Browser implements AutoCloseable {

    /** How long anything may take; the machine may be a slow one with much else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Held, since a level that is set on a logger nobody holds is forgotten. It warns of every Chromium newer than itself. */
    private static final Logger CDP_VERSIONS = Logger.getLogger("org.openqa.selenium.devtools");

    private static final Path CHROMIUM = program("derain4j.chromium", "chromium", "chromium-browser", "google-chrome");
    private static final Path DRIVER = program("derain4j.chromedriver", "chromedriver");

    private final ChromeDriver driver;
    private final Path downloads;

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
    }

    private static Path program(String property, String... names) {
        if (System.getProperty(property) != null) {
            return Path.of(System.getProperty(property));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(names)
                .flatMap(name -> Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst().orElse(null);
    }

    /** Starts one with a profile of its own in that folder; goes on only if there is one to start. */
    static Browser open(Class<?> test, Path folder) throws IOException {
        if (CHROMIUM == null || DRIVER == null) {
            leaveOut(test, "no " + (CHROMIUM == null ? "chromium" : "chromedriver") + " on the PATH");
        }
        CDP_VERSIONS.setLevel(Level.SEVERE);
        Path downloads = Files.createDirectory(folder.resolve("downloads"));
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort().withLogFile(folder.resolve("driver.log").toFile()).withTimeout(PATIENCE)
                // What the browser keeps beside its profile, too, goes with the folder; what the JVM had loaded first is not for it.
                .withEnvironment(Map.of("HOME", folder.toString(), "TMPDIR", folder.toString(), "LD_PRELOAD", ""))
                .build();
        ChromeDriver driver = new ChromeDriver(service, options(folder),
                ClientConfig.defaultConfig().readTimeout(PATIENCE.multipliedBy(2)));
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
        Browser browser = new Browser(driver, downloads);
        browser.cdp("Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        return browser;
    }

    /** Prints how many tests of a class are left out, and why, and leaves them out. */
    static void leaveOut(Class<?> test, String problem) {
        long cases = Arrays.stream(test.getDeclaredMethods()).filter(m -> m.isAnnotationPresent(Test.class)).count();
        System.out.println(test.getSimpleName() + ": " + cases + " cases skipped: " + problem);
        Assumptions.abort(problem);
    }

    private static ChromeOptions options(Path folder) {
        List<String> arguments = new ArrayList<>(List.of("--headless=new", "--disable-dev-shm-usage", "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"), "--no-proxy-server", "--disable-component-update",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost", // nothing calls home
                "--force-color-profile=srgb", "--force-device-scale-factor=1", "--hide-scrollbars",
                "--window-size=1280,900"));
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox"); // which refuses to start for root
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(arguments);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Where downloads go, under the names that they are given. */
    Path downloads() {
        return downloads;
    }

    /** Opens a page, and forgets what was logged before. */
    void go(String address) {
        driver.manage().logs().get("browser");
        driver.manage().logs().get("performance");
        driver.get(address);
    }

    /** Opens a file. */
    void go(Path file) {
        go(file.toUri().toString());
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    Object js(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    double number(String expression) {
        return ((Number) js("return Number(" + expression + ")")).doubleValue();
    }

    boolean is(String expression) {
        return (Boolean) js("return Boolean(" + expression + ")");
    }

    Map<String, Object> cdp(String method, Map<String, Object> parameters) {
        return driver.executeCdpCommand(method, parameters);
    }

    /** Waits until something is so. */
    void await(String what, BooleanSupplier condition) {
        await(what, condition, () -> "the browser says " + messages());
    }

    /** Waits until something is so; says why it is not. */
    void await(String what, BooleanSupplier condition, Supplier<String> problem) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "not within " + PATIENCE.toSeconds() + " s: " + what + "; " + problem.get());
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Waits until an expression of JavaScript is true. */
    void await(String expression) {
        await(expression, () -> is(expression));
    }

    /** The page's own pixels: width and height in its units, and how many pixels each of them has. */
    void size(int width, int height, double ratio) {
        cdp("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", ratio, "mobile", false));
    }

    /** Light or dark, as the user's system has it. */
    void dark(boolean dark) {
        cdp("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** What is seen now. */
    BufferedImage screenshot() {
        try {
            return ImageIO.read(new ByteArrayInputStream(driver.getScreenshotAs(OutputType.BYTES)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Warnings and errors since the page was opened or they were last asked for: of scripts, of the policy, of what cannot be loaded. */
    List<String> messages() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getLevel() + " " + entry.getMessage()).toList();
    }

    /** Addresses that were asked for since the page was opened, data and blobs left out: they are in the page. */
    List<String> requests() {
        return driver.manage().logs().get("performance").getAll().stream()
                .map(entry -> (Map<?, ?>) new Json().<Map<String, Object>>toType(entry.getMessage(), Json.MAP_TYPE)
                        .get("message"))
                .filter(event -> "Network.requestWillBeSent".equals(event.get("method")))
                .map(event -> (Map<?, ?>) ((Map<?, ?>) event.get("params")).get("request"))
                .map(request -> (String) request.get("url"))
                .filter(address -> !address.startsWith("data:") && !address.startsWith("blob:")).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
