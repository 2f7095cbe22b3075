/** Pictures that wait for the network, go through it, and are fetched: the queue behind the server. Knows nothing of HTTP. */
package org.derain4j.web.jobs;
