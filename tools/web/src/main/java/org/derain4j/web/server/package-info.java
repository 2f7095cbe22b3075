/** The server: its routes, who may use them, and what it answers. */
package org.derain4j.web.server;
