/**
 * What a gateway worker knows of each client: connection, state, route, and which snapshots
 * arrived.
 */
@NullMarked
package dev.shadowland.gateway.session;

import org.jspecify.annotations.NullMarked;
