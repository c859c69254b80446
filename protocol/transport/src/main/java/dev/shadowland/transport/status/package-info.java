/** What a node tells about itself: counters, tick histogram, and a small HTTP page on loopback. */
@NullMarked
package dev.shadowland.transport.status;

import org.jspecify.annotations.NullMarked;
