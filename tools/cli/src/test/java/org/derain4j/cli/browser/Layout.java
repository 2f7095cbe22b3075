package org.derain4j.cli.browser;

import java.util.List;

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

    /** What makes a page wider than the window, so that it must be scrolled sideways: nothing of a good one. */
    static List<?> tooWide(Browser browser) {
        return (List<?>) browser.js("""
                if (document.documentElement.scrollWidth <= innerWidth) {
                    return [];
                }
                return [document.documentElement.scrollWidth + ' wide', ...[...document.querySelectorAll('body *')]
                    .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth)
                    .map(e => e.cloneNode().outerHTML.slice(0, 100))];
                """);
    }
}
