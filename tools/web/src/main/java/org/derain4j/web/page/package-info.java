/** One self-contained page with pictures before and after: what a browser shows of a file, without a network. */
package org.derain4j.web.page;
