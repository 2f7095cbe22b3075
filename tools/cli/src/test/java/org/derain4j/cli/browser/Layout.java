package org.derain4j.cli.browser;

/** How steady a page is. */
final class Layout {

    private Layout() {}

    /** The sum of what has moved since the page was opened without anybody having asked for it, in the units of the web vitals. */
    static double shifts(Browser browser) {
        return ((Number) browser.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                let sum = 0;
                const add = list => list.filter(e => !e.hadRecentInput).forEach(e => sum += e.value);
                const observer = new PerformanceObserver(list => add(list.getEntries()));
                observer.observe({type: 'layout-shift', buffered: true});
                requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
                    add(observer.takeRecords());
                    done(sum);
                })));
                """)).doubleValue();
    }

    /** Whether a page is wider than the window, or anything in it ends beyond the window's edge. */
    static boolean scrollsSideways(Browser browser) {
        return browser.is("document.documentElement.scrollWidth > innerWidth");
    }
}
