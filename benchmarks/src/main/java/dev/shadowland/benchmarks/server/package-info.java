/**
 * The processes under test: an echo without protocol, and a gateway worker whose shards are an
 * echo.
 */
@NullMarked
package dev.shadowland.benchmarks.server;

import org.jspecify.annotations.NullMarked;
