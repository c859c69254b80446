/**
 * What a gateway worker knows of each client: connection, state, route, and which snapshots
 * arrived.
 */
@HotPath
@NullMarked
package dev.shadowland.gateway.session;

import dev.shadowland.protocol.HotPath;

import org.jspecify.annotations.NullMarked;
