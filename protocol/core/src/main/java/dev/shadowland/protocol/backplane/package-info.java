/**
 * What gateways and shards tell each other: cells, sessions, routes, and the SBE frames between
 * nodes.
 */
@NullMarked
package dev.shadowland.protocol.backplane;

import org.jspecify.annotations.NullMarked;
