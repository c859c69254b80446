/**
 * Aeron links between nodes: one stream per source, target and lane; never blocking, drops are
 * counted.
 */
@NullMarked
package dev.shadowland.transport.link;

import org.jspecify.annotations.NullMarked;
